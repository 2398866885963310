package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/// One command: its output is handed on by a thread of its own, and only what was handed on is given back as
/// credit, so that slow handling slows this command and nobody else.
final class RunningCommand implements Running, Channel.Receiver {
    static final int CREDIT = 1 << 20;
    private static final int STDIN_CREDIT = 256 * 1024;
    private static final int STDIN_PART = 32 * 1024;

    private final Channel channel;
    private final OutputSink sink;
    private final UnaryOperator<SandboxException> explained;
    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final Semaphore input = new Semaphore(STDIN_CREDIT);
    private volatile int id;
    // Guarded by this.
    private long uncredited = CREDIT;

    private static final Object LOST = new Object();

    private record Failed(String words) {}

    /// @param explained adds why the sandbox is gone, where that is known
    RunningCommand(Channel channel, OutputSink sink, UnaryOperator<SandboxException> explained) {
        this.channel = channel;
        this.explained = explained;
        this.sink = sink;
    }

    void begin(byte[] payload) {
        id = channel.open(Frames.EXEC, payload, this);
        Thread.ofVirtual().name("command-output").start(this::handOn);
    }

    /// Sends it all and closes the command's standard input, on a thread of its own.
    void feed(InputStream from) {
        Thread.ofVirtual().name("command-input").start(() -> {
            try (from) {
                byte[] part = new byte[STDIN_PART];
                for (int size; !exit.isDone() && (size = from.read(part)) > 0; ) {
                    input.acquire(size);
                    if (exit.isDone()) return;
                    channel.send(Frames.STDIN, id, java.util.Arrays.copyOf(part, size));
                }
                channel.send(Frames.STDIN, id, new byte[0]);
            } catch (IOException | SandboxException e) {
                cancel();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxException failed) throw failed;
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void cancel() {
        if (exit.isDone() || channel.isClosed()) return;
        try {
            channel.send(Frames.CANCEL, id, new byte[0]);
        } catch (SandboxException e) {
            // Gone already, which is what was wanted.
        }
    }

    @Override
    public void frame(int type, ByteBuffer payload) {
        switch (type) {
            case Frames.OUTPUT -> {
                synchronized (this) {
                    uncredited -= payload.remaining();
                    if (uncredited < 0) throw new IllegalArgumentException("more output than was asked for");
                }
                arrived.add(Channel.rest(payload));
            }
            case Frames.EXIT -> {
                int code = payload.getInt();
                int flags = payload.get();
                arrived.add(new Exit(code, (flags & 1) != 0, (flags & 2) != 0, payload.getLong()));
            }
            case Frames.ERROR -> {
                String words = new String(Channel.rest(payload), StandardCharsets.UTF_8);
                arrived.add(new Failed(words.substring(0, Math.min(500, words.length()))));
            }
            case Frames.STDIN_CREDIT -> {
                int more = payload.getInt();
                if (more < 0 || input.availablePermits() + (long) more > STDIN_CREDIT)
                    throw new IllegalArgumentException("more input is asked for than was sent");
                input.release(more);
            }
            default -> throw new IllegalArgumentException("a command has no frame of type " + type);
        }
    }

    @Override
    public void lost() {
        arrived.add(LOST);
    }

    private void handOn() {
        try {
            while (true) {
                Object next = arrived.take();
                switch (next) {
                    case byte[] output -> handOn(output);
                    case Exit end -> {
                        channel.forget(id);
                        exit.complete(end);
                        input.release(STDIN_CREDIT);
                        return;
                    }
                    case Failed failed -> {
                        channel.forget(id);
                        exit.completeExceptionally(SandboxException.failed(failed.words()));
                        input.release(STDIN_CREDIT);
                        return;
                    }
                    default -> {
                        exit.completeExceptionally(explained.apply(SandboxException.lost("The sandbox is gone.")));
                        input.release(STDIN_CREDIT);
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            cancel();
            exit.completeExceptionally(e);
        }
    }

    private void handOn(byte[] output) {
        sink.output(output);
        synchronized (this) {
            uncredited += output.length;
        }
        if (channel.isClosed()) return;
        try {
            channel.send(
                    Frames.CREDIT,
                    id,
                    new Frames.Payload().number(output.length).bytes());
        } catch (SandboxException e) {
            // The end comes as an end.
        }
    }
}
