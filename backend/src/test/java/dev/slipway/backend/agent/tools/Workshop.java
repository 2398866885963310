package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.FakeSandbox;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tools over a workspace on this machine.
final class Workshop implements ToolContext, AutoCloseable {
    private final FakeEngine engine = new FakeEngine();
    private final FakeSandbox sandbox;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    Workshop(Path folder) throws IOException {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        sandbox = (FakeSandbox) engine.start(new SandboxSpec(
                "test", List.of(), folder.resolve("state"), Limits.DEFAULT, Map.of("TMPDIR", tmp.toString())));
    }

    /// What the tool answered; mistakes in the arguments included.
    ToolAnswer run(Tool tool, String arguments) throws InterruptedException {
        try {
            Arguments parsed = Arguments.parse(arguments);
            if (tool.title(parsed).isEmpty()) throw new AssertionError("a call without a title");
            return tool.run(parsed, this);
        } catch (BadArguments e) {
            return new ToolAnswer.Failed(String.valueOf(e.getMessage()));
        }
    }

    String ok(Tool tool, String arguments) throws InterruptedException {
        if (run(tool, arguments) instanceof ToolAnswer.Ok ok) return ok.text();
        throw new AssertionError("failed: " + run(tool, arguments));
    }

    String failed(Tool tool, String arguments) throws InterruptedException {
        if (run(tool, arguments) instanceof ToolAnswer.Failed failed) return failed.text();
        throw new AssertionError("did not fail");
    }

    Path file(String name) {
        return sandbox.workspace().resolve(name);
    }

    void put(String name, String content) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), content);
    }

    String content(String name) throws IOException {
        return Files.readString(file(name));
    }

    String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String callId() {
        return "call_1";
    }

    @Override
    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void output(byte[] bytes) {
        shown.writeBytes(bytes);
    }

    @Override
    public Optional<Excerpt> outputOf(String callId, long offset, int atMost) {
        return Optional.empty();
    }

    @Override
    public void close() {
        engine.close();
    }
}
