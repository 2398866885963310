package dev.slipway.backend.session;

import dev.slipway.backend.agent.AttachedPaths;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what was attached to a session's prompts into its sandbox, where the model was told that it is. One thread
/// at a time.
final class AttachedInSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(AttachedInSandbox.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /// `$1` is the path in the home. What is there already may be the agent's by now, and stays.
    private static final String SCRIPT = """
            set -eu
            umask 022
            cd
            [ ! -e "$1" ] || exit 0
            mkdir -p "${1%/*}"
            cat > "$1.part"
            sync "$1.part"
            mv "$1.part" "$1"
            """;

    private final SessionId session;
    private final Attachments attachments;
    private final Set<PromptId> done = new HashSet<>();
    private @Nullable Sandbox last;

    AttachedInSandbox(SessionId session, Attachments attachments) {
        this.session = session;
        this.attachments = attachments;
    }

    /// Writes what this sandbox doesn't hold yet. What can't be written is left out: the agent goes on without it.
    void putInto(Sandbox sandbox, List<PromptQueued> prompts) throws InterruptedException {
        if (sandbox != last) done.clear();
        last = sandbox;
        for (PromptQueued prompt : prompts) {
            if (done.contains(prompt.promptId())) continue;
            for (AttachedPaths.Placed file : AttachedPaths.of(prompt)) put(sandbox, file);
            done.add(prompt.promptId());
        }
    }

    private void put(Sandbox sandbox, AttachedPaths.Placed file) throws InterruptedException {
        Optional<InputStream> content = attachments.open(file.attachment().attachmentId());
        if (content.isEmpty()) return;
        try (InputStream in = content.get()) {
            Command command =
                    new Command(List.of("/bin/bash", "-c", SCRIPT, "attach", file.inHome()), ".", Map.of(), LONGEST);
            Exit exit = await(sandbox.start(command, in, OutputSink.NONE));
            if (exit.code() != 0)
                LOG.warn("session {}: {} could not be written: exit {}", session, file.inHome(), exit.code());
        } catch (SandboxException | IOException e) {
            LOG.warn("session {}: {} could not be written: {}", session, file.inHome(), e.getMessage());
        }
    }

    private static Exit await(Running running) throws InterruptedException {
        try {
            return running.await();
        } catch (InterruptedException e) {
            running.cancel();
            throw e;
        }
    }
}
