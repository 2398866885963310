package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Both directions of a runner's frames. What comes is hostile: a length, id or order that can't be ends the
/// channel, and with it the sandbox, and nothing else. Thread-safe.
final class Channel {
    private final DataInputStream in;
    private final OutputStream out;
    private final Runnable broken;
    private final Map<Integer, Receiver> receivers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean closed;

    /// Takes what the runner says of one command or operation. Called on the reading thread, and must not block
    /// it.
    interface Receiver {
        /// @param payload of its own
        void frame(int type, ByteBuffer payload);

        /// The sandbox is gone; nothing more comes.
        void lost();
    }

    /// @param broken called once on the reading thread when nothing more will come
    Channel(String name, Process process, Runnable broken) {
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 * 1024));
        this.out = process.getOutputStream();
        this.broken = broken;
        Thread.ofPlatform().daemon().name(name).start(this::read);
    }

    void awaitReady() throws InterruptedException {
        ready.await();
    }

    boolean isClosed() {
        return closed;
    }

    /// Sends a first frame under a fresh id.
    ///
    /// @throws SandboxException lost
    int open(int type, byte[] payload, Receiver receiver) {
        int id = ids.incrementAndGet();
        receivers.put(id, receiver);
        if (closed) {
            receivers.remove(id);
            throw SandboxException.lost("The sandbox is gone.");
        }
        try {
            send(type, id, payload);
        } catch (SandboxException e) {
            receivers.remove(id);
            throw e;
        }
        return id;
    }

    void send(int type, int id, byte[] payload) {
        int length = payload.length + Frames.HEAD;
        if (length > Frames.LARGEST) throw SandboxException.failed("More than 16 MB can't be written at once.");
        ByteBuffer frame = ByteBuffer.allocate(4 + length);
        frame.putInt(length).put((byte) type).putInt(id).put(payload);
        synchronized (out) {
            try {
                out.write(frame.array());
                out.flush();
            } catch (IOException e) {
                throw SandboxException.lost("The sandbox is gone.");
            }
        }
    }

    void forget(int id) {
        receivers.remove(id);
    }

    private void read() {
        try {
            while (true) {
                int length = in.readInt();
                if (length < Frames.HEAD || length > Frames.LARGEST) break;
                byte[] frame = in.readNBytes(length);
                if (frame.length < length || !take(ByteBuffer.wrap(frame))) break;
            }
        } catch (IOException e) {
            // The end, the same as any other.
        } finally {
            closed = true;
            ready.countDown();
            broken.run();
            for (Receiver receiver : receivers.values()) receiver.lost();
            receivers.clear();
        }
    }

    private boolean take(ByteBuffer frame) {
        int type = frame.get() & 0xff;
        int id = frame.getInt();
        if (type == Frames.READY) {
            ready.countDown();
            return true;
        }
        Receiver receiver = receivers.get(id);
        // A command that nobody waits for any more may still say something.
        if (receiver == null) return id > 0 && id <= ids.get();
        try {
            receiver.frame(type, frame);
            return true;
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return false;
        }
    }

    static byte[] rest(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }
}
