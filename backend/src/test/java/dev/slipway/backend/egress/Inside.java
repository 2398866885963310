package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A client inside a sandbox, which writes what it likes.
final class Inside implements AutoCloseable {
    private final SocketChannel channel;
    private final ChannelSocket socket;
    private InputStream in;
    private OutputStream out;

    /// @param closing whether the proxy said that it closes
    record Told(int status, String head, String body, boolean closing) {}

    Inside(SocketChannel channel) {
        this.channel = channel;
        Watch never = new Watch(ConcurrentHashMap.newKeySet(), Duration.ofDays(1));
        this.socket = new ChannelSocket(channel, never, new AtomicLong(), new AtomicLong());
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    Inside say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    Inside sayBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// Asks for a tunnel and returns what comes.
    Told connect(String authority) throws IOException {
        say("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
        return told("CONNECT");
    }

    /// Speaks TLS from here on.
    ///
    /// @param serverName for the hello, or null for none
    Inside secured(SSLContext trust, @Nullable String serverName, String... protocols) throws IOException {
        SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, serverName, 443, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        parameters.setApplicationProtocols(protocols);
        if (serverName != null) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        in = tls.getInputStream();
        out = tls.getOutputStream();
        return this;
    }

    Told ask(String request) throws IOException {
        say(request);
        return told(request.substring(0, request.indexOf(' ')));
    }

    /// The next answer.
    Told told(String method) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) throw new IOException("closed after: " + head);
            head.append((char) next);
        }
        String text = head.toString();
        int status = Integer.parseInt(text.substring(9, 12));
        boolean connected = method.equals("CONNECT") && status == 200;
        String lower = text.toLowerCase();
        String body = "";
        if (connected || method.equals("HEAD") || status == 100) body = "";
        else if (lower.contains("transfer-encoding: chunked")) body = chunks();
        else if (lower.contains("content-length: "))
            body = text(in.readNBytes(Integer.parseInt(lower.replaceAll("(?s).*content-length: (\\d+).*", "$1"))));
        else body = text(in.readAllBytes());
        return new Told(status, text, body, lower.contains("connection: close"));
    }

    /// Whether the other side has ended, without another byte.
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            all.append(text(in.readNBytes(size)));
            line();
            if (size == 0) return all.toString();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = in.read()) != '\n'; ) {
            if (next < 0) throw new IOException("it breaks off");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
