package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// A unix socket's channel as the kind of socket on which the JDK speaks TLS. One thread reads, one writes.
final class ChannelSocket extends Socket {
    private final SocketChannel channel;
    private final Watch watch;
    private final AtomicLong received;
    private final AtomicLong sent;

    /// @param received bytes that came are added to it, and those that went to `sent`
    ChannelSocket(SocketChannel channel, Watch watch, AtomicLong received, AtomicLong sent) {
        this.channel = channel;
        this.watch = watch;
        this.received = received;
        this.sent = sent;
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int size) throws IOException {
            if (size == 0) return 0;
            int got = channel.read(ByteBuffer.wrap(bytes, offset, size));
            if (got > 0) received.addAndGet(got);
            watch.moved();
            return got;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int size) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, size);
            while (rest.hasRemaining()) {
                sent.addAndGet(channel.write(rest));
                watch.moved();
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return new In();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Out();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Nothing is held back on a unix socket.
    }

    @Override
    public void setSoTimeout(int timeout) {
        // The watch looks at the time.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // It is closed at once.
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
