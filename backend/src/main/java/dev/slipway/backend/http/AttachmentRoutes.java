package dev.slipway.backend.http;

import dev.slipway.backend.session.AttachedFile;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Files to a session and back.
final class AttachmentRoutes {
    private final Sessions sessions;

    AttachmentRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    void setup(Doors doors) {
        doors.post("/v1/sessions/{id}/attachments", Doors.session(Role.take_part), this::take)
                .get("/v1/sessions/{id}/attachments/{attachmentId}", Doors.session(Role.view), this::give);
    }

    private void take(ServerRequest request, ServerResponse response) {
        SessionId session = Doors.id(request, "id", SessionId::new);
        String name = request.query().first("name").orElse("");
        String mediaType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse(null);
        long announced = request.headers().contentLength().orElse(0);
        try {
            if (announced > ClientMessage.LARGEST_ATTACHMENT_BYTES) throw Refused.tooLarge();
            Attachment kept = sessions.attach(session, name, mediaType, content(request));
            response.status(Status.CREATED_201).header(HeaderNames.CONTENT_TYPE, "application/json");
            response.send(Json.bytes(kept));
        } catch (Refused e) {
            if (e.code() != ErrorCode.too_much) throw e;
            Problems.send(response, Status.REQUEST_ENTITY_TOO_LARGE_413, e.code(), e.getMessage());
        }
    }

    private static InputStream content(ServerRequest request) {
        return request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream();
    }

    /// To be kept and not to be shown: what is in it, nobody has looked at.
    private void give(ServerRequest request, ServerResponse response) {
        AttachmentId wanted = Doors.id(request, "attachmentId", AttachmentId::new);
        try (AttachedFile file = sessions.attachment(Doors.id(request, "id", SessionId::new), wanted)) {
            String name = URLEncoder.encode(file.about().name(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            response.header(HeaderNames.CONTENT_TYPE, file.about().mediaType());
            response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name);
            response.contentLength(file.about().sizeBytes());
            try (OutputStream out = response.outputStream()) {
                file.content().transferTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone, or the file can't be read", e);
        }
    }
}
