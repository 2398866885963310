package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {

    @Test
    void theNameOfARealHelloIsFound() throws Exception {
        byte[] sent = real("api.example.org");
        ClientHello hello = read(sent);
        assertThat(hello.serverName()).isEqualTo("api.example.org");
        assertThat(hello.encrypted()).isFalse();
        assertThat(hello.raw()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void itIsPutTogetherFromManyRecords(int size) throws Exception {
        byte[] message = message(name(0, "api.example.org"));
        assertThat(read(records(message, size)).serverName()).isEqualTo("api.example.org");
    }

    @Test
    void severalNamesAreRefused() {
        byte[] two = extension(0, list(entry(0, "a.example"), entry(0, "b.example")));
        assertThatThrownBy(() -> read(records(message(two), 1000)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("several");
        byte[] twice = join(name(0, "a.example"), name(0, "b.example"));
        assertThatThrownBy(() -> read(records(message(twice), 1000)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> read(records(message(name(1, "a.example")), 1000)))
                .isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xfe0d, 0xffce})
    void anEncryptedNameIsNoticed(int type) throws Exception {
        byte[] both = join(name(0, "a.example"), extension(type, new byte[10]));
        assertThat(read(records(message(both), 1000)).encrypted()).isTrue();
    }

    @Test
    void whatFollowsInTheSameRecordIsRefused() {
        byte[] more = join(message(name(0, "a.example")), new byte[] {1, 0, 0, 0});
        assertThatThrownBy(() -> read(records(more, 1000))).isInstanceOf(Denied.class);
    }

    @Test
    void noiseIsRefusedAndNeverMore() throws IOException {
        byte[] real = real("api.example.org");
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] noisy = real.clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++)
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
            try {
                read(noisy);
            } catch (Denied e) {
                assertThat(e.reason()).as("seed " + seed).isNotEmpty();
            }
        }
    }

    private static ClientHello read(byte[] bytes) throws IOException {
        return ClientHello.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] real(String name) throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(java.util.List.of(new SNIHostName(name)));
            engine.setSSLParameters(parameters);
            ByteBuffer out = ByteBuffer.allocate(32 << 10);
            engine.wrap(ByteBuffer.allocate(0), out);
            byte[] bytes = new byte[out.position()];
            out.flip().get(bytes);
            return bytes;
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static byte[] name(int type, String name) {
        return extension(0, list(entry(type, name)));
    }

    private static byte[] entry(int type, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return join(new byte[] {(byte) type}, sized(text));
    }

    private static byte[] list(byte[]... entries) {
        return sized(join(entries));
    }

    private static byte[] extension(int type, byte[] content) {
        return join(new byte[] {(byte) (type >> 8), (byte) type}, sized(content));
    }

    private static byte[] sized(byte[] content) {
        return join(new byte[] {(byte) (content.length >> 8), (byte) content.length}, content);
    }

    private static byte[] message(byte[] extensions) {
        byte[] body = join(new byte[] {3, 3}, new byte[32], new byte[] {0, 0, 2, 0x13, 1, 1, 0}, sized(extensions));
        return join(new byte[] {1, 0, (byte) (body.length >> 8), (byte) body.length}, body);
    }

    private static byte[] records(byte[] message, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += size) {
            byte[] part = java.util.Arrays.copyOfRange(message, at, Math.min(message.length, at + size));
            all.writeBytes(join(new byte[] {22, 3, 1}, sized(part)));
        }
        return all.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
