package dev.slipway.backend.http;

import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// An answer of many lines, each of them JSON and sent at once. One thread.
final class Answering {
    private final ServerResponse response;
    private @Nullable OutputStream out;

    Answering(ServerResponse response) {
        this.response = response;
    }

    /// Whether it is too late for another status.
    boolean begun() {
        return out != null;
    }

    void say(Object line) {
        try {
            OutputStream open = out;
            if (open == null) {
                response.header(HeaderNames.CONTENT_TYPE, "application/jsonl");
                open = response.outputStream();
                out = open;
            }
            open.write(Json.bytes(line));
            open.write('\n');
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }

    void end() {
        try {
            OutputStream open = out;
            if (open != null) open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }
}
