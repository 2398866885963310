package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One file operation and its answer.
final class Operation implements Channel.Receiver {
    private final CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();

    /// Blocks until the runner answers.
    ///
    /// @throws SandboxException where it failed, or the sandbox is gone
    static ByteBuffer run(Channel channel, int type, byte[] payload) throws InterruptedException {
        Operation operation = new Operation();
        int id = channel.open(type, payload, operation);
        try {
            return operation.answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxException failed) throw failed;
            throw new IllegalStateException(e.getCause());
        } finally {
            channel.forget(id);
        }
    }

    @Override
    public void frame(int type, ByteBuffer payload) {
        switch (type) {
            case Frames.RESULT -> answer.complete(payload);
            case Frames.ERROR -> {
                String words = new String(Channel.rest(payload), StandardCharsets.UTF_8);
                answer.completeExceptionally(
                        SandboxException.failed(words.substring(0, Math.min(500, words.length()))));
            }
            default -> throw new IllegalArgumentException("an operation has no frame of type " + type);
        }
    }

    @Override
    public void lost() {
        answer.completeExceptionally(SandboxException.lost("The sandbox is gone."));
    }
}
