package dev.slipway.backend.projects;

import dev.slipway.backend.egress.AddressRange;
import dev.slipway.backend.egress.Grant;
import dev.slipway.backend.egress.HostName;
import dev.slipway.backend.egress.Registries;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where this machine gets packages from, as its own settings say: the usual registries, or mirrors of them. Immutable.
///
/// @param maven a repository like Maven Central
/// @param npm a registry
/// @param debian an archive
public record PackageSources(URI maven, URI npm, URI debian) {
    private static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2");
    private static final URI NPM = URI.create("https://registry.npmjs.org/");
    private static final URI DEBIAN = URI.create("http://deb.debian.org/debian");
    private static final Pattern MIRROR = Pattern.compile("(?s)<mirror>(.*?)</mirror>");

    /// By `~/.m2/settings.xml` and npm's configuration.
    public static PackageSources ofThisMachine() throws IOException, InterruptedException {
        return new PackageSources(mavenMirror(), npmRegistry(), DEBIAN);
    }

    /// What has to be opened to a project.
    public List<Grant> grants() throws IOException {
        List<Grant> grants = new ArrayList<>(Registries.GRANTS);
        for (URI mirror : mirrors())
            grants.add(new Grant(
                    HostName.parse(mirror.getHost()),
                    mirror.getPort() < 0 ? null : mirror.getPort(),
                    Set.of("GET", "HEAD"),
                    List.of(),
                    null,
                    false,
                    addresses(mirror).stream().map(AddressRange::parse).toList()));
        return grants;
    }

    /// The same as an operator writes it down.
    public String configuration() throws IOException {
        StringBuilder yaml = new StringBuilder("egress:\n  \"*\":\n    - registries\n");
        for (URI mirror : mirrors()) {
            yaml.append("    - host: ").append(mirror.getHost()).append('\n');
            if (mirror.getPort() >= 0)
                yaml.append("      port: ").append(mirror.getPort()).append('\n');
            yaml.append("      addresses: ").append(addresses(mirror)).append('\n');
        }
        return yaml.toString();
    }

    private List<URI> mirrors() {
        return Stream.of(maven, npm)
                .filter(place -> !place.equals(CENTRAL) && !place.equals(NPM))
                .toList();
    }

    private static List<String> addresses(URI mirror) throws IOException {
        return Stream.of(InetAddress.getAllByName(mirror.getHost()))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /// Files of a project that name the mirrors, by path.
    Map<String, String> settings(SampleProject project) {
        if (project == SampleProject.java && !maven.equals(CENTRAL))
            return Map.of(".mvn/maven.config", "-s\n.mvn/mirror.xml\n", ".mvn/mirror.xml", """
                    <settings>
                      <mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors>
                    </settings>
                    """.formatted(maven));
        if (project == SampleProject.node && !npm.equals(NPM)) return Map.of(".npmrc", "registry=" + npm + "\n");
        return Map.of();
    }

    /// Whether what a project needs can be had from here.
    public boolean isInReach(SampleProject project) throws InterruptedException {
        return switch (project) {
            case java -> answers(maven + "/junit/junit/maven-metadata.xml");
            case node -> answers(npm + "semver");
            case python -> answers(debian + "/dists/bookworm/Release");
        };
    }

    private static boolean answers(String address) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static URI mavenMirror() throws IOException {
        Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (!Files.exists(settings)) return CENTRAL;
        Matcher mirrors = MIRROR.matcher(Files.readString(settings));
        while (mirrors.find()) {
            String mirror = mirrors.group(1);
            if (tag(mirror, "mirrorOf").matches("(.*,)?(central|\\*|external:\\*)(,.*)?"))
                return URI.create(tag(mirror, "url").replaceAll("/+$", ""));
        }
        return CENTRAL;
    }

    private static String tag(String xml, String name) {
        Matcher found =
                Pattern.compile("<" + name + ">\\s*(.*?)\\s*</" + name + ">").matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    private static URI npmRegistry() throws IOException, InterruptedException {
        if (!Files.exists(Path.of("/usr/bin/npm"))) return NPM;
        Process npm = new ProcessBuilder("/usr/bin/npm", "config", "get", "registry", "--loglevel", "silent")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        npm.getOutputStream().close();
        try (InputStream said = npm.getInputStream()) {
            String address = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
            return npm.waitFor() == 0 && address.startsWith("http")
                    ? URI.create(address.replaceAll("/+$", "") + "/")
                    : NPM;
        }
    }
}
