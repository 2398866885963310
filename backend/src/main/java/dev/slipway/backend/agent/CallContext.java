package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.ToolContext;
import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What one call may use. Output is taken from any thread until the call is closed, and ignored after that: a
/// cancelled command may still write.
final class CallContext implements ToolContext {
    private final SessionEvent.ToolStarted call;
    private final Recorder recorder;
    private final TurnLog log;
    private final SandboxUse sandboxes;
    private boolean hadSandbox;
    private boolean hadOutput;
    private boolean closed;

    CallContext(SessionEvent.ToolStarted call, Recorder recorder, TurnLog log, SandboxUse sandboxes) {
        this.call = call;
        this.recorder = recorder;
        this.log = log;
        this.sandboxes = sandboxes;
    }

    @Override
    public String callId() {
        return call.toolCallId().value();
    }

    @Override
    public Sandbox sandbox() throws InterruptedException {
        Sandbox sandbox = sandboxes.sandbox();
        hadSandbox = true;
        return sandbox;
    }

    @Override
    public Web web() {
        return sandboxes.web();
    }

    boolean hadSandbox() {
        return hadSandbox;
    }

    @Override
    public synchronized void output(byte[] bytes) {
        if (closed || bytes.length == 0) return;
        hadOutput = true;
        recorder.output(call.blockId(), bytes);
    }

    @Override
    public Optional<Excerpt> outputOf(String callId, long offset, int atMost) {
        for (SessionEvent event : log.events()) {
            if (!(event instanceof SessionEvent.ToolFinished finished)) continue;
            if (!finished.toolCallId().value().equals(callId)) continue;
            byte[] bytes = recorder.readOutput(finished.blockId(), offset, atMost);
            return Optional.of(new Excerpt(bytes, finished.outputBytes()));
        }
        return Optional.empty();
    }

    /// Takes no more output. A call that showed none while it ran shows its answer.
    synchronized void close(String answer) {
        if (!hadOutput) output(answer.getBytes(StandardCharsets.UTF_8));
        closed = true;
    }

    /// Takes no more output.
    synchronized void cancel() {
        closed = true;
    }
}
