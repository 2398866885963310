package dev.slipway.backend.egress;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Where a request goes. Immutable.
record Target(Scheme scheme, HostName host, int port) {
    enum Scheme {
        http(80),
        https(443);

        private final int port;

        Scheme(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    /// @param authority `host` or `host:port`, its bytes read as ISO 8859-1
    /// @throws IllegalArgumentException where it is neither
    static Target parse(Scheme scheme, String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && authority.indexOf(']', colon) < 0;
        String port = hasPort ? authority.substring(colon + 1) : "" + scheme.port();
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0)
            throw new IllegalArgumentException("this isn't a port");
        return new Target(
                scheme,
                HostName.parse(utf8(hasPort ? authority.substring(0, colon) : authority)),
                Integer.parseInt(port));
    }

    /// As a Host header has it.
    String authority() {
        return port == scheme.port() ? host.text() : host.text() + ":" + port;
    }

    private static String utf8(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a host name is UTF-8", e);
        }
    }
}
