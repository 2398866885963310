package dev.slipway.backend.image;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks a commit out inside a sandbox, from a pack that is streamed in. The files are the blobs' very bytes:
/// no filter, line ending or encoding applies, then or later. No hook runs and no submodule is fetched.
final class Checkout {
    private static final Duration LONGEST = Duration.ofHours(1);

    /// The objects come on standard input; `$1` is the commit, `$2` the reference that HEAD names, or nothing.
    private static final String SCRIPT = """
            set -eu
            umask 022
            export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_TERMINAL_PROMPT=0 GIT_PROGRESS_DELAY=1
            if [ ! -d .git ]; then
              git -c init.defaultBranch=main init -q --template= .
              mkdir -p .git/info
              printf '* -text -eol -filter -ident -working-tree-encoding\\n' > .git/info/attributes
              git config core.checkStat minimal
              git config core.trustctime false
              git config gc.auto 0
              git config advice.detachedHead false
            fi
            git index-pack -v --stdin > /dev/null
            git update-ref --no-deref HEAD "$1"
            git for-each-ref --format='delete %(refname)' refs/heads | git update-ref --stdin
            if [ -n "$2" ]; then
              git update-ref "$2" "$1"
              git symbolic-ref HEAD "$2"
            fi
            git -c core.hooksPath=/dev/null -c submodule.recurse=false reset --hard > /dev/null
            git status --porcelain > /dev/null
            sync -f .
            """;

    private Checkout() {}

    /// @param known the commit that is checked out there already, or null
    /// @param progress called on other threads
    /// @throws SandboxException where it failed; the message holds the end of what git said
    static void run(Sandbox sandbox, Mirror mirror, Base base, @Nullable String known, Progress progress)
            throws InterruptedException {
        PackPipe pipe = new PackPipe();
        Thread.ofVirtual().start(() -> write(mirror, base.commit(), known, pipe, progress));
        CheckoutOutput said = new CheckoutOutput(progress);
        String head = base.name().equals(base.commit()) ? "" : "refs/heads/" + base.name();
        Command command = new Command(
                List.of("/bin/bash", "-c", SCRIPT, "checkout", base.commit(), head), ".", Map.of(), LONGEST);
        Running running = sandbox.start(command, pipe.reader(), said);
        try {
            Exit exit = running.await();
            if (exit.code() != 0) throw failed(exit, said);
        } catch (InterruptedException e) {
            running.cancel();
            throw e;
        } finally {
            pipe.abandon();
        }
    }

    private static void write(Mirror mirror, String commit, @Nullable String known, PackPipe pipe, Progress progress) {
        try (OutputStream out = pipe.writer()) {
            try {
                mirror.writePack(commit, known, out, progress);
            } catch (IOException e) {
                pipe.fail(e);
            }
        } catch (IOException e) {
            // The reader is gone; how the command ended says why.
        }
    }

    private static SandboxException failed(Exit exit, CheckoutOutput said) {
        String why = exit.timedOut() ? "it took longer than " + LONGEST.toHours() + " h" : "exit " + exit.code();
        return SandboxException.failed("The commit could not be checked out in a sandbox (" + why + "): " + said.end());
    }
}
