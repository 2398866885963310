package dev.slipway.backend;

import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.config.ConfigurationProblems;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.sandbox.Capabilities;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.client.Human;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.DoctorReport.ImageRoom;
import dev.slipway.protocol.json.Json;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says what this machine can and can't enforce, by trying. Needs no running backend.
public final class Doctor {
    private static final int ISOLATION_MISSING = 1;
    private static final int USAGE = 2;

    private Doctor() {}

    public static void main(String[] arguments) {
        Logging.begin();
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        if (arguments.length > (json ? 1 : 0)) {
            System.out.println(
                    "Usage: slipway doctor [--json]\n\nSays what this machine can and can't enforce, by trying.");
            return arguments[0].equals("--help") || arguments[0].equals("-h") ? 0 : USAGE;
        }
        Configuration configuration;
        try {
            configuration = Configuration.read(System.getenv(), Optional.empty());
        } catch (ConfigurationProblems e) {
            System.err.println("The configuration can't be used:\n" + e.getMessage());
            return USAGE;
        }
        try (SandboxEngine engine = Engines.open(configuration)) {
            Capabilities found = engine.capabilities();
            ImageRoom images = images(configuration, engine);
            DoctorReport.Finding sessions =
                    SoundSessions.look(configuration.home()).finding();
            if (json) System.out.println(Json.text(report(found, sessions, images)));
            else print(found, configuration.unprotected(), sessions, images);
            return found.isolationHolds() ? 0 : ISOLATION_MISSING;
        } catch (CannotStart e) {
            System.err.println("slipway: " + e.getMessage());
            return USAGE;
        }
    }

    /// What `--json` prints, and the running backend tells.
    static DoctorReport report(Capabilities found, DoctorReport.Finding sessions, @Nullable ImageRoom images) {
        return new DoctorReport(
                found.engine(),
                found.isolationHolds(),
                Stream.concat(found.all().stream().map(Doctor::finding), Stream.of(sessions))
                        .toList(),
                images);
    }

    /// Null where the folder can't be read.
    private static @Nullable ImageRoom images(Configuration configuration, SandboxEngine engine) {
        try {
            long bytes = Bases.bytes(configuration.home().resolve("layers"), engine);
            return new ImageRoom(bytes, configuration.images().diskBytes());
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static DoctorReport.Finding finding(Capabilities.Capability found) {
        DoctorReport.Level level = switch (found.level()) {
            case enforced -> DoctorReport.Level.enforced;
            case degraded -> DoctorReport.Level.degraded;
            case missing -> DoctorReport.Level.missing;
        };
        return new DoctorReport.Finding(found.name(), level, found.detail());
    }

    private static void print(
            Capabilities found, boolean unprotected, DoctorReport.Finding sessions, @Nullable ImageRoom images) {
        for (Capabilities.Capability each : found.all()) {
            String sign = switch (each.level()) {
                case enforced -> "✓";
                case degraded -> "~";
                case missing -> "✗";
            };
            System.out.printf("%s %-20s %s%n", sign, each.name(), each.detail());
        }
        if (images != null)
            System.out.printf(
                    "%s %-20s %s of %s are taken; what was used longest ago goes first%n",
                    images.diskBytes() <= images.diskLimitBytes() ? "✓" : "~",
                    "room for images",
                    Human.bytes(images.diskBytes()),
                    Human.bytes(images.diskLimitBytes()));
        boolean sound = sessions.level() == DoctorReport.Level.enforced;
        System.out.printf("%s %-20s %s%n", sound ? "✓" : "✗", sessions.name(), sessions.detail());
        System.out.println();
        if (!found.isolationHolds() && unprotected)
            System.out.println(
                    "Sandboxes can't be isolated here, and will start all the same: `unprotected: true` says so.");
        else if (!found.isolationHolds())
            System.out.println("Sandboxes can't be isolated here, so none will be started.");
        else if (found.degraded().isEmpty()) System.out.println("Everything is enforced.");
        else System.out.println("Sandboxes are isolated; the limits marked ~ are not held.");
    }
}
