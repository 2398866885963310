package dev.slipway.backend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.budget.Caps;
import dev.slipway.backend.egress.Grants;
import dev.slipway.protocol.CapScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void home() {
        environment.put("HOME", folder.toString());
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        Configuration read = read("");
        assertThat(read.port()).isEqualTo(7420);
        assertThat(read.home()).isEqualTo(folder.resolve(".local/state/slipway"));
        assertThat(read.limits()).isEqualTo(Configuration.SandboxLimits.DEFAULT);
    }

    @Test
    void flagBeatsEnvironmentBeatsFile() throws IOException {
        write("port: 1\nmodel: openai/a\nanthropic:\n  key: from-file\n");
        environment.put("SLIPWAY_MODEL", "openai/b");
        Configuration read = Configuration.read(environment, Optional.of(2));
        assertThat(read.port()).isEqualTo(2);
        assertThat(read.models())
                .containsEntry("SLIPWAY_MODEL", "openai/b")
                .containsEntry("ANTHROPIC_API_KEY", "from-file");
        assertThat(read.toString()).doesNotContain("from-file");
    }

    @Test
    void capsAreInDollarsAndTokensAndSoftOnesUnderHardOnes() {
        assertThat(read("").caps()).isEqualTo(Caps.NONE);
        Caps caps = read("""
                spending:
                  session: {hard: 20}
                  person:
                    soft: 100
                    hard: 200.5
                    hard-tokens: 5000000
                """).caps();
        assertThat(caps.all()).containsOnlyKeys(CapScope.session, CapScope.person);
        assertThat(caps.all().get(CapScope.person))
                .isEqualTo(new Caps.Cap(new Caps.Bound(100.0, null), new Caps.Bound(200.5, 5_000_000L)));
        assertThatThrownBy(() -> read("""
                spending:
                  session: {hard: -1, softer: 1}
                  person: {soft: 9, hard: 8}
                  everyone: {hard: 8}
                  repository: 5
                """))
                .isInstanceOfSatisfying(
                        ConfigurationProblems.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p)
                                                .startsWith("2: ")
                                                .contains("softer isn't a cap", "hard wants US dollars"),
                                        p -> assertThat(p)
                                                .startsWith("3: spending.person has a soft cap over the hard one"),
                                        p -> assertThat(p)
                                                .startsWith("4: everyone has no caps; there are: [session, person"),
                                        p -> assertThat(p)
                                                .startsWith("5: spending.repository wants some of: soft, hard")));
    }

    @Test
    void pricesAndRetentionAreTheOperators() {
        assertThat(read("").retention()).isZero();
        Configuration read = read("""
                retention: 30
                prices:
                  openai/house-model.v2: {input: 0.5, output: 2}
                  anthropic/x: {input: 2, output: 10, cache-read: 0.1, cache-write: 2.5}
                """);
        assertThat(read.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(read.prices())
                .containsEntry("openai/house-model.v2", new Configuration.Price(0.5, 2, 0.5, 0.5))
                .containsEntry("anthropic/x", new Configuration.Price(2, 10, 0.1, 2.5));
        assertThatThrownBy(() -> read("prices:\n  a: 3\n  b: {input: -1, output: x}\n  c: {inputs: 1}\n"))
                .isInstanceOfSatisfying(ConfigurationProblems.class, e -> {
                    assertThat(e.problems()).hasSize(3);
                    assertThat(e.problems().get(0)).startsWith("2: prices.a wants input, output");
                    assertThat(e.problems().get(1)).startsWith("3: input wants US dollars");
                    assertThat(e.problems().get(2)).startsWith("4: inputs isn't a part of a price");
                });
    }

    @Test
    void sizesAreHuman() {
        assertThat(read("sandbox:\n  memory: 512MB\n  disk: 2 GB\n").limits())
                .isEqualTo(new Configuration.SandboxLimits(512L << 20, 2.0, 1024, 2L << 30));
    }

    @Test
    void everyProblemIsToldAtOnceWithItsLine() {
        assertThatThrownBy(() -> read("port: high\nprot: 1\nsandbox:\n  memory: 4\n  cpus: -1\nrepositories: one\n"))
                .isInstanceOfSatisfying(ConfigurationProblems.class, e -> {
                    assertThat(e.problems()).hasSize(5);
                    assertThat(e.problems().get(0)).startsWith("1: port wants a whole number");
                    assertThat(e.problems().get(1)).startsWith("2: prot isn't a setting");
                    assertThat(e.problems().get(2)).startsWith("4: sandbox.memory wants a size");
                    assertThat(e.problems().get(3)).startsWith("5: sandbox.cpus wants a number");
                    assertThat(e.problems().get(4)).startsWith("6: repositories wants a list");
                    assertThat(e.getMessage()).contains("slipway.yaml:1: port");
                });
    }

    @Test
    void whatSandboxesMayReachIsGrantedByRepository() {
        assertThat(read("").grants("greet")).isEqualTo(Grants.NONE);
        Configuration read = read("""
                egress:
                  "*":
                    - registries
                  greet:
                    - host: API.example.org
                      port: 8443
                      methods: [GET, POST]
                      paths: ["/v1/**"]
                      header: "Authorization: Bearer ${example-token}"
                      addresses: [10.1.2.0/24]
                    - host: git.example.org
                      tunnel: true
                """);
        assertThat(read.grants("other").hosts())
                .contains("repo.maven.apache.org")
                .doesNotContain("git.example.org");
        Grants greet = read.grants("greet");
        assertThat(greet.hosts()).contains("api.example.org", "git.example.org", "registry.npmjs.org");
        assertThat(greet.all().getFirst().methods()).containsExactlyInAnyOrder("GET", "POST");
        assertThat(greet.all().getFirst().header()).hasToString("Authorization: ***");
        assertThat(greet.all().get(1).tunnel()).isTrue();
    }

    @Test
    void everyProblemOfAGrantIsToldWithItsLine() {
        assertThatThrownBy(() -> read("""
                egress:
                  greet:
                    - host: "a b"
                    - methods: [GET]
                    - host: b.example
                      methods: get
                    - host: c.example
                      header: "Host: x"
                    - host: d.example
                      tunnel: true
                      paths: [/v1]
                    - everything
                    - host: e.example
                      colour: red
                      addresses: [10.0.0.0/40]
                  other: c.example
                """))
                .isInstanceOfSatisfying(
                        ConfigurationProblems.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.replaceAll(":.*", ""))
                                .containsExactly("3", "4", "6", "8", "9", "12", "14", "15", "16"));
    }

    @Test
    void sandboxesAreProtectedUnlessTheOperatorSaysSoInSoManyWords() {
        assertThat(read("").unprotected()).isFalse();
        assertThat(read("unprotected: false\n").unprotected()).isFalse();
        assertThat(read("unprotected: true\n").unprotected()).isTrue();
        for (String vague : List.of("yes", "1", "on", "True", "\"\""))
            assertThatThrownBy(() -> read("unprotected: " + vague + "\n")).hasMessageContaining("wants true or false");
    }

    @Test
    void everySettingHasItsLineInTheDocuments() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        assertThatThrownBy(() -> read("nothing: 1\n")).isInstanceOfSatisfying(ConfigurationProblems.class, e -> {
            String known = e.problems().getFirst().replaceAll(".*there are: ", "");
            assertThat(known.split(", ")).hasSizeGreaterThan(8).allMatch(key -> page.contains("| `" + key + "` |"));
        });
    }

    @Test
    void whatIsNotYamlIsSaidWithItsLine() {
        assertThatThrownBy(() -> read("port: 1\n\tx: [\n"))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining(":2: this isn't YAML");
    }

    @Test
    void aNamedFileMustExist() {
        environment.put("SLIPWAY_CONFIG", folder.resolve("none.yaml").toString());
        assertThatThrownBy(() -> Configuration.read(environment, Optional.empty()))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining("there is no such file");
    }

    private Configuration read(String yaml) {
        try {
            if (!yaml.isEmpty()) write(yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Configuration.read(environment, Optional.empty());
    }

    private void write(String yaml) throws IOException {
        Path file = folder.resolve(".config/slipway/slipway.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }

    @Test
    void environmentsAreReadWithTheirLines() {
        Configuration read = read("environments:\n  hello:\n    setup: make deps\nimages:\n  disk: 5GB\n  builds: 2\n");
        assertThat(read.images()).isEqualTo(new Configuration.Images(5L << 30, 2));
        assertThatThrownBy(() -> read("port: 1\nenvironments:\n  hello:\n    setups: x\n    egress: [a.org]\n  b: c\n"))
                .isInstanceOfSatisfying(ConfigurationProblems.class, e -> {
                    assertThat(e.problems()).hasSize(3);
                    assertThat(e.problems().get(0)).startsWith("4: setups isn't known here");
                    assertThat(e.problems().get(1)).startsWith("5: egress is asked for by repositories");
                    assertThat(e.problems().get(2)).startsWith("6: environments.b wants");
                });
    }
}
