package dev.slipway.backend.egress;

import java.io.IOException;

/// A server that was allowed, and can't be had. The message is for whoever asked.
final class Unreachable extends IOException {
    Unreachable(Target target, IOException cause) {
        super(target.authority() + " can't be had: " + words(cause), cause);
    }

    private static String words(IOException cause) {
        String said = String.valueOf(cause.getMessage());
        return switch (cause) {
            case java.net.UnknownHostException e -> "there is no such host";
            case java.net.SocketTimeoutException e -> "it doesn't answer";
            case javax.net.ssl.SSLException e -> "TLS failed: " + said;
            default -> said;
        };
    }
}
