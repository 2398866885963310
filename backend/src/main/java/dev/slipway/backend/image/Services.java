package dev.slipway.backend.image;

import dev.slipway.backend.environment.ServiceSpec;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The services of one sandbox, which run in its background. All that is known of one stands in the sandbox's home, in
/// `.slipway/services`: its process group, and the last one to two megabytes of what it says. One thread at a time.
final class Services {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int SHOWN = 2000;

    /// `$1` is the name, `$2` the command. A process group of its own ends with it; what writes the log stays until it
    /// has everything.
    private static final String START = """
            d="$HOME/.slipway/services"
            mkdir -p "$d" || exit 1
            rm -f "$d/$1.group" "$d/$1.log" "$d/$1.log.1"
            setsid bash -c '
              l="$3/$1.log"
              u=$(command -v stdbuf)
              exec > >(trap "" TERM INT; while ${u:+$u -o0} head -c 1048576 > "$l"; [ "$(stat -c %s "$l")" -ge 1048576 ]; do mv "$l" "$l.1"; done) 2>&1
              echo $$ > "$3/$1.group"
              exec /bin/bash -c "$2"
            ' service "$1" "$2" "$d" > /dev/null 2>&1 < /dev/null &
            for i in $(seq 100); do [ -s "$d/$1.group" ] && exit 0; sleep 0.02; done
            echo "it could not be started"
            exit 1
            """;

    /// `$2` is port, command, file or none, `$3` what of it, `$4` how many seconds it has. Ends with 3 where the
    /// service has ended, 4 where it takes too long; then it prints the end of its log.
    private static final String AWAIT = """
            d="$HOME/.slipway/services"
            f="$3"
            case "$f" in "~/"*) f="$HOME/${f#??}" ;; esac
            group=$(cat "$d/$1.group")
            until=$((SECONDS + $4))
            code=0
            while :; do
              case "$2" in
                port) (exec 3<> "/dev/tcp/127.0.0.1/$3") 2> /dev/null && exit 0 ;;
                file) [ -e "$f" ] && exit 0 ;;
                command) timeout 10 /bin/bash -c "$3" > /dev/null 2>&1 < /dev/null && exit 0 ;;
                none) exit 0 ;;
              esac
              kill -0 "$group" 2> /dev/null || { code=3; break; }
              [ $SECONDS -lt $until ] || { code=4; break; }
              sleep 0.05
            done
            tail -c 2000 "$d/$1.log"
            exit $code
            """;

    /// Asks the service to end, and after `$2` seconds makes it.
    private static final String STOP = """
            d="$HOME/.slipway/services"
            group=$(cat "$d/$1.group" 2> /dev/null) || exit 0
            kill -TERM -- "-$group" 2> /dev/null
            until=$((SECONDS + $2))
            while kill -0 "$group" 2> /dev/null; do
              [ $SECONDS -lt $until ] || { kill -KILL -- "-$group" 2> /dev/null; break; }
              sleep 0.05
            done
            rm -f "$d/$1.group"
            """;

    private static final int STOPPING_SECONDS = 15;

    private final Sandbox sandbox;
    private final List<ServiceSpec> started = new ArrayList<>();

    Services(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// Starts all of them, and waits until each is ready or can't be.
    ///
    /// @return what is wrong, a sentence for each service that isn't ready
    List<String> start(List<ServiceSpec> services) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (ServiceSpec service : services) {
            Said said = run(START, SHORT, service.name(), service.command());
            if (said.exit().code() == 0) started.add(service);
            else wrong.add(told(service, "could not be started", said.text()));
        }
        for (ServiceSpec service : List.copyOf(started)) {
            String problem = await(service);
            if (problem != null) wrong.add(problem);
        }
        return wrong;
    }

    /// Ends them in order, the last first. What doesn't end in time is killed.
    void stop() throws InterruptedException {
        for (ServiceSpec service : started.reversed())
            run(STOP, SHORT, service.name(), Integer.toString(STOPPING_SECONDS));
        started.clear();
    }

    private @Nullable String await(ServiceSpec service) throws InterruptedException {
        ServiceSpec.Readiness ready = service.ready();
        String way = "none";
        String what = "";
        if (ready != null && ready.port() != null) {
            way = "port";
            what = String.valueOf(ready.port());
        } else if (ready != null && ready.command() != null) {
            way = "command";
            what = ready.command();
        } else if (ready != null && ready.file() != null) {
            way = "file";
            what = ready.file();
        }
        String seconds = Long.toString(Math.max(1, service.timeout().toSeconds()));
        Said said = run(AWAIT, service.timeout().plus(SHORT), service.name(), way, what, seconds);
        if (said.exit().code() == 0) return null;
        String why = said.exit().code() == 3
                ? "has ended before it was ready"
                : "isn't ready after " + service.timeout().toSeconds() + " s";
        return told(service, why, said.text());
    }

    private static String told(ServiceSpec service, String why, String log) {
        String words = "The service " + service.name() + " " + why + "; its log is ~/.slipway/services/"
                + service.name() + ".log.";
        return log.isBlank() ? words : words + " It ends with:\n" + log.strip();
    }

    private record Said(Exit exit, String text) {}

    private Said run(String script, Duration timeout, String... parameters) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("/bin/bash", "-c", script, "services"));
        arguments.addAll(List.of(parameters));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Exit exit = sandbox.run(new Command(arguments, ".", Map.of(), timeout), bytes -> {
            if (output.size() < SHOWN) output.writeBytes(bytes);
        });
        return new Said(exit, output.toString(StandardCharsets.UTF_8));
    }
}
