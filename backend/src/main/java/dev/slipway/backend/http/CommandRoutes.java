package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Answer;
import dev.slipway.backend.session.Commands;
import dev.slipway.backend.session.Frames;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionBegun;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What changes something: the commands of the WebSocket, each answered by the event that it is answered by there.
final class CommandRoutes {
    private final Commands commands;

    CommandRoutes(Commands commands) {
        this.commands = commands;
    }

    void setup(Doors doors) {
        // Which repository it takes is in the body, and the commands' own gate asks for it.
        doors.post("/v1/sessions", Doors.ANYONE, this::create)
                .delete("/v1/sessions/{id}", Doors.session(Role.administer), in(ClientMessage.DeleteSession.class))
                .post("/v1/sessions/{id}/prompts", Doors.session(Role.take_part), in(SubmitPrompt.class))
                .post("/v1/sessions/{id}/stop", Doors.session(Role.take_part), in(ClientMessage.StopTurn.class))
                .post("/v1/sessions/{id}/rename", Doors.session(Role.take_part), in(ClientMessage.RenameSession.class))
                .post(
                        "/v1/sessions/{id}/archive",
                        Doors.session(Role.take_part),
                        in(ClientMessage.ArchiveSession.class))
                .post(
                        "/v1/sessions/{id}/restore",
                        Doors.session(Role.take_part),
                        in(ClientMessage.RestoreSession.class))
                .post("/v1/sessions/{id}/undo", Doors.session(Role.take_part), in(ClientMessage.UndoTurns.class))
                .post("/v1/sessions/{id}/fork", Doors.session(Role.take_part), this::fork)
                .post("/v1/repositories", Doors.ADMINISTRATOR, this::add)
                .delete("/v1/repositories/{name}", Doors.ADMINISTRATOR, this::remove);
    }

    private void create(ServerRequest request, ServerResponse response) {
        Map<String, Object> fields = Body.fields(request);
        RequestId id = Body.requestId(request, fields);
        ClientMessage.CreateSession command = Body.command(ClientMessage.CreateSession.class, id, fields, Map.of());
        // Read before anything is made, for a session whose id isn't known yet.
        SubmitPrompt first = first(id, fields);
        Caller caller = Doors.caller(request);
        Answer created = commands.take(caller, command);
        SessionId session = Objects.requireNonNull(created.session());
        begun(response, session, created, first == null ? null : commands.take(caller, in(session, first)));
    }

    private void fork(ServerRequest request, ServerResponse response) {
        Map<String, Object> fields = Body.fields(request);
        RequestId id = Body.requestId(request, fields);
        Answer made = commands.take(
                Doors.caller(request), Body.command(ClientMessage.ForkSession.class, id, fields, session(request)));
        begun(response, Objects.requireNonNull(made.session()), made, null);
    }

    private void add(ServerRequest request, ServerResponse response) {
        response.status(Status.CREATED_201);
        take(request, response, RepositoryCommand.AddRepository.class, Map.of());
    }

    private void remove(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        take(request, response, RepositoryCommand.RemoveRepository.class, Map.of("name", name));
    }

    private <T extends ClientMessage.Command> Handler in(Class<T> type) {
        return (request, response) -> take(request, response, type, session(request));
    }

    private <T extends ClientMessage.Command> void take(
            ServerRequest request, ServerResponse response, Class<T> type, Map<String, ?> named) {
        Map<String, Object> fields = Body.fields(request);
        T command = Body.command(type, Body.requestId(request, fields), fields, named);
        Answer answer = commands.take(Doors.caller(request), command);
        SessionId session = answer.session();
        String frame = session == null
                ? Frames.board(answer.epoch(), answer.entry())
                : Frames.logged(session, answer.epoch(), answer.entry());
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(frame.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, ?> session(ServerRequest request) {
        return Map.of("sessionId", Doors.id(request, "id", SessionId::new).value());
    }

    static void begun(ServerResponse response, SessionId id, Answer created, @Nullable Answer prompt) {
        response.status(Status.CREATED_201).header(HeaderNames.LOCATION, "/v1/sessions/" + id);
        Api.json(response, new SessionBegun(id, logged(id, created), prompt == null ? null : logged(id, prompt)));
    }

    private static ServerMessage.Logged logged(SessionId id, Answer answer) {
        return Json.read(Frames.logged(id, answer.epoch(), answer.entry()), ServerMessage.Logged.class);
    }

    /// Named after the session's request, so that a repeat of both adds neither.
    private static @Nullable SubmitPrompt first(RequestId id, Map<String, Object> fields) {
        Object prompt = fields.get("prompt");
        if (prompt == null) return null;
        if (!(prompt instanceof Map<?, ?> object))
            throw new Refused(ErrorCode.invalid_message, "prompt is an object: {\"text\": \"…\"}.");
        RequestId own = new RequestId(UUID.nameUUIDFromBytes((id + " prompt").getBytes(StandardCharsets.UTF_8))
                .toString());
        @SuppressWarnings("unchecked")
        Map<String, Object> given = (Map<String, Object>) object;
        return Body.command(
                SubmitPrompt.class,
                own,
                given,
                Map.of("sessionId", SessionId.fresh().value()));
    }

    private static SubmitPrompt in(SessionId session, SubmitPrompt first) {
        return new SubmitPrompt(
                first.requestId(),
                session,
                first.text(),
                first.model(),
                first.effort(),
                first.attachments(),
                first.mode());
    }
}
