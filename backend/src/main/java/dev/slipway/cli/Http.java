package dev.slipway.cli;

import dev.slipway.client.LocalBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The few things that are asked by plain HTTP.
final class Http {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 60_000;

    private Http() {}

    static String get(LocalBackend backend, String path) {
        return call(backend, "GET", path);
    }

    static void post(LocalBackend backend, String path) {
        call(backend, "POST", path);
    }

    private static String call(LocalBackend backend, String method, String path) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create(backend.url() + path).toURL().openConnection();
            call.setRequestMethod(method);
            call.setConnectTimeout(CONNECT_MS);
            call.setReadTimeout(READ_MS);
            call.setRequestProperty("Authorization", "Bearer " + backend.token());
            boolean good = call.getResponseCode() < 400;
            try (InputStream body = good ? call.getInputStream() : call.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (good) return text;
                throw new Exit(Exit.FAILED, "The backend said " + call.getResponseCode() + ": " + detail(text));
            }
        } catch (IOException e) {
            throw new Exit(Exit.NO_BACKEND, "The backend doesn't answer at " + backend.url() + ".");
        }
    }

    private static String detail(String problem) {
        record Problem(@org.jspecify.annotations.Nullable String detail) {}
        try {
            String detail =
                    dev.slipway.protocol.json.Json.read(problem, Problem.class).detail();
            return detail == null ? problem : detail;
        } catch (dev.slipway.protocol.json.BadJson e) {
            return problem;
        }
    }
}
