package dev.slipway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// The few things that are asked by plain HTTP.
final class Http {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 60_000;
    private static final int LONG_READ_MS = 600_000;

    private Http() {}

    static String get(Address backend, String path) {
        return send(backend, "GET", path, "");
    }

    static void post(Address backend, String path) {
        send(backend, "POST", path, "");
    }

    /// @param json empty for no body
    static String send(Address backend, String method, String path, String json) {
        try {
            HttpURLConnection call = open(backend, method, path);
            if (!json.isEmpty()) {
                call.setDoOutput(true);
                call.setRequestProperty("Content-Type", "application/json");
                call.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
            }
            refuseProblem(call);
            try (InputStream body = call.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new Exit(Exit.NO_BACKEND, "The backend doesn't answer at " + backend.url() + ".");
        }
    }

    /// Posts, and hands over each line of the answer as it comes. As long as lines come, or none for however long.
    static void lines(Address backend, String path, String json, Consumer<String> line) {
        try {
            HttpURLConnection call = open(backend, "POST", path);
            call.setReadTimeout(0);
            call.setDoOutput(true);
            call.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
            refuseProblem(call);
            try (BufferedReader body =
                    new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
                for (String each = body.readLine(); each != null; each = body.readLine()) line.accept(each);
            }
        } catch (IOException e) {
            throw new Exit(Exit.NO_BACKEND, "The backend doesn't answer at " + backend.url() + ".");
        }
    }

    /// Writes an answer to a file that isn't there yet, however long it takes.
    ///
    /// @return what the backend calls it, or nothing
    static String download(Address backend, String path, Path file) {
        try {
            HttpURLConnection call = open(backend, "GET", path);
            call.setReadTimeout(LONG_READ_MS);
            refuseProblem(call);
            try (InputStream body = call.getInputStream();
                    OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                body.transferTo(to);
            } catch (IOException e) {
                throw new Exit(Exit.FAILED, "It was broken off: " + e.getMessage() + ".");
            }
            return String.valueOf(call.getHeaderField("Content-Disposition"))
                    .replaceAll("^.*filename=\"([^\"]*)\".*$", "$1");
        } catch (IOException e) {
            throw new Exit(Exit.NO_BACKEND, "The backend doesn't answer at " + backend.url() + ".");
        }
    }

    /// Sends a file, however long it takes.
    static String upload(Address backend, String path, Path file) {
        try {
            HttpURLConnection call = open(backend, "POST", path);
            call.setReadTimeout(LONG_READ_MS);
            call.setDoOutput(true);
            call.setRequestProperty("Content-Type", "application/zip");
            call.setFixedLengthStreamingMode(Files.size(file));
            try (OutputStream to = call.getOutputStream()) {
                Files.copy(file, to);
            } catch (IOException e) {
                // It may have been refused before all of it was there; then that is what counts.
            }
            refuseProblem(call);
            try (InputStream body = call.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (NoSuchFileException e) {
            throw new Exit(Exit.USAGE, "There is no file " + file + ".");
        } catch (IOException e) {
            throw new Exit(Exit.NO_BACKEND, "The backend doesn't answer at " + backend.url() + ".");
        }
    }

    private static HttpURLConnection open(Address backend, String method, String path) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create(backend.url() + path).toURL().openConnection();
        call.setRequestMethod(method);
        call.setConnectTimeout(CONNECT_MS);
        call.setReadTimeout(READ_MS);
        call.setInstanceFollowRedirects(false);
        if (!backend.token().isEmpty()) call.setRequestProperty("Authorization", "Bearer " + backend.token());
        return call;
    }

    private static void refuseProblem(HttpURLConnection call) throws IOException {
        if (call.getResponseCode() < 400) return;
        try (InputStream body = call.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            throw new Exit(Exit.FAILED, detail(text));
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
