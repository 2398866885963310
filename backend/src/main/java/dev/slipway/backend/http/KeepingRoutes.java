package dev.slipway.backend.http;

import dev.slipway.backend.session.Answer;
import dev.slipway.backend.session.Export;
import dev.slipway.backend.session.Exports;
import dev.slipway.backend.session.Imports;
import dev.slipway.backend.session.Keeping;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// Sessions to files and back.
final class KeepingRoutes {
    private final Exports exports;
    private final Imports imports;

    KeepingRoutes(Keeping keeping) {
        this.exports = keeping.exports();
        this.imports = keeping.imports();
    }

    void setup(Doors doors) {
        doors.get("/v1/sessions/{id}/export", Doors.session(Role.view), this::give)
                // Of which repository it is stands in the file, which anyone may have written.
                .post("/v1/imports", Doors.ADMINISTRATOR, this::take);
    }

    /// Who gets less than the whole has no zip.
    private void give(ServerRequest request, ServerResponse response) {
        try (Export export = exports.of(Doors.id(request, "id", SessionId::new))) {
            response.header(HeaderNames.CONTENT_TYPE, "application/zip");
            response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + export.name() + "\"");
            try (OutputStream out = new BufferedOutputStream(response.outputStream(), 1 << 16)) {
                export.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone, or the session is", e);
        }
    }

    private void take(ServerRequest request, ServerResponse response) {
        try (InputStream file =
                request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream()) {
            Answer taken = imports.take(Doors.caller(request), Body.requestId(request, Map.of()), file);
            CommandRoutes.begun(response, Objects.requireNonNull(taken.session()), taken, null);
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }
}
