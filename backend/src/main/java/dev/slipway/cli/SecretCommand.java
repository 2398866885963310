package dev.slipway.cli;

import dev.slipway.client.LocalBackend;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes the files that the backend reads when a request needs them; no backend has to run.
@Command(
        name = "secret",
        description = "Secrets that are put into requests of sandboxes, as `egress` in the configuration says.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(set | list | remove)")
final class SecretCommand implements Runnable {
    private static final int LARGEST = 16 << 10;

    @Override
    public void run() {
        throw new Exit(
                Exit.USAGE, "Say what to do: slipway secret set NAME, slipway secret list, slipway secret remove NAME");
    }

    @Command(
            name = "set",
            description = "Sets a secret, from a hidden prompt or from standard input.",
            mixinStandardHelpOptions = true)
    int set(@Parameters(paramLabel = "NAME") String name) throws IOException {
        Path file = file(name);
        String value = value(name).strip();
        if (value.isEmpty()) throw new Exit(Exit.USAGE, "Nothing was given, so nothing was set.");
        if (!value.matches("[\\x20-\\x7e\\t]*"))
            throw new Exit(Exit.USAGE, "A secret goes into a header: it is one line of ASCII.");
        Files.createDirectories(file.getParent(), only("rwx------"));
        Path fresh = Files.createTempFile(file.getParent(), ".new", null, only("rw-------"));
        Files.writeString(fresh, value + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("Set: " + name);
        return Exit.DONE;
    }

    @Command(name = "list", description = "Lists the names, and nothing else.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        List<String> names = names();
        names.forEach(System.out::println);
        if (names.isEmpty()) System.out.println("No secrets yet. Set one: slipway secret set NAME");
        return Exit.DONE;
    }

    @Command(name = "remove", description = "Removes a secret.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name) throws IOException {
        if (!Files.deleteIfExists(file(name)))
            throw new Exit(Exit.USAGE, "There is no secret " + name + "; `slipway secret list` shows those there are.");
        System.out.println("Removed: " + name);
        return Exit.DONE;
    }

    private static String value(String name) throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("%s: ", name);
            return typed == null ? "" : new String(typed);
        }
        byte[] given = System.in.readNBytes(LARGEST + 1);
        if (given.length > LARGEST) throw new Exit(Exit.USAGE, "A secret has at most 16 kB.");
        return new String(given, StandardCharsets.UTF_8);
    }

    private static List<String> names() throws IOException {
        if (!Files.isDirectory(folder())) return List.of();
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(SecretCommand::isName)
                    .sorted()
                    .toList();
        }
    }

    private static Path file(String name) {
        if (!isName(name))
            throw new Exit(Exit.USAGE, "A secret's name has small letters, digits, dots, dashes and underscores only.");
        return folder().resolve(name);
    }

    private static boolean isName(String name) {
        return name.matches("[a-z0-9][a-z0-9._-]{0,63}");
    }

    private static Path folder() {
        return LocalBackend.home(System.getenv()).resolve("secrets").resolve("named");
    }

    private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
