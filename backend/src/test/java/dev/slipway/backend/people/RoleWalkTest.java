package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that can be asked, by everyone who can ask it, on both edges.
class RoleWalkTest {
    private static final Path MESSAGES = Path.of("..", "shared-protocol", "wire", "client");

    /// What each message takes.
    private static final Map<String, Needs> MESSAGE_NEEDS = Map.ofEntries(
            Map.entry("hello", Needs.nothing),
            Map.entry("heartbeat", Needs.nothing),
            Map.entry("watch", Needs.nothing),
            Map.entry("unsubscribe", Needs.nothing),
            Map.entry("create_session", Needs.repository_and_more_than_watching),
            Map.entry("submit_prompt", Needs.take_part),
            Map.entry("edit_prompt", Needs.take_part),
            Map.entry("cancel_prompt", Needs.take_part),
            Map.entry("move_prompt", Needs.take_part),
            Map.entry("answer_question", Needs.take_part),
            Map.entry("stop_turn", Needs.take_part),
            Map.entry("rename_session", Needs.take_part),
            Map.entry("archive_session", Needs.take_part),
            Map.entry("restore_session", Needs.take_part),
            Map.entry("fork_session", Needs.take_part),
            Map.entry("undo_turns", Needs.take_part),
            Map.entry("typing", Needs.take_part),
            Map.entry("typing.minimal", Needs.repository_and_more_than_watching),
            Map.entry("typing.draft", Needs.repository_and_more_than_watching),
            Map.entry("allow_host", Needs.administer),
            Map.entry("delete_session", Needs.administer),
            Map.entry("set_access", Needs.administer),
            Map.entry("make_link", Needs.administer),
            Map.entry("revoke_link", Needs.administer),
            Map.entry("use_link", Needs.repository),
            Map.entry("mark_seen", Needs.view),
            Map.entry("mark_unread", Needs.view),
            Map.entry("subscribe", Needs.view),
            Map.entry("read_before", Needs.view),
            Map.entry("read_draft", Needs.view),
            Map.entry("read_output", Needs.view),
            Map.entry("add_repository", Needs.installation),
            Map.entry("remove_repository", Needs.installation),
            Map.entry("build_image", Needs.repository_and_more_than_watching),
            Map.entry("cancel_build", Needs.repository_and_more_than_watching));

    /// What each route takes.
    private static final String ROUTES = """
            GET,/v1/status,installation
            GET,/v1/metrics,installation
            GET,/v1/openapi.yaml,nothing
            GET,/v1/doctor,installation
            GET,/v1/models,nothing
            GET,/v1/sessions,nothing
            POST,/v1/sessions,nothing
            GET,/v1/sessions/SESSION,view
            DELETE,/v1/sessions/SESSION,administer
            POST,/v1/sessions/SESSION/prompts,take_part
            POST,/v1/sessions/SESSION/stop,take_part
            POST,/v1/sessions/SESSION/rename,take_part
            POST,/v1/sessions/SESSION/archive,take_part
            POST,/v1/sessions/SESSION/restore,take_part
            POST,/v1/sessions/SESSION/fork,take_part
            POST,/v1/sessions/SESSION/undo,take_part
            GET,/v1/sessions/SESSION/events,view
            GET,/v1/repositories,nothing
            POST,/v1/repositories,installation
            DELETE,/v1/repositories/project,installation
            GET,/v1/sessions/SESSION/diff,view
            GET,/v1/sessions/SESSION/changes,view
            GET,/v1/sessions/SESSION/details,view
            GET,/v1/sessions/SESSION/sharing,view
            GET,/v1/sessions/SESSION/links/nosuchlink,administer
            POST,/v1/sessions/SESSION/apply,installation
            POST,/v1/sessions/SESSION/attachments?name=x,take_part
            GET,/v1/sessions/SESSION/attachments/nosuchfile,view
            GET,/v1/repositories/project/branches,repository
            GET,/v1/repositories/project/users,installation
            PUT,/v1/repositories/project/users,installation
            GET,/v1/images,nothing
            GET,/v1/images/project,repository
            GET,/v1/images/project/log,repository
            GET,/v1/search?q=hello,nothing
            POST,/v1/search/rebuild,installation
            GET,/v1/costs,nothing
            GET,/v1/sessions/SESSION/costs,view
            GET,/v1/people,installation
            POST,/v1/people,installation
            DELETE,/v1/people/nobody@example.org,installation
            POST,/v1/people/nobody@example.org/invitations,installation
            POST,/v1/backup,installation
            POST,/v1/shutdown,installation
            """;

    private enum Needs {
        nothing,
        repository,
        repository_and_more_than_watching,
        view,
        take_part,
        administer,
        installation;

        boolean met(Who who) {
            return switch (this) {
                case nothing -> true;
                case repository -> who != Who.outsider;
                case repository_and_more_than_watching -> who != Who.outsider && who != Who.watching_token;
                case view -> who != Who.outsider && who != Who.colleague;
                case take_part ->
                    who == Who.participant || who == Who.creator || who == Who.administrator || who == Who.operator;
                case administer -> who == Who.creator || who == Who.administrator || who == Who.operator;
                case installation -> who == Who.administrator || who == Who.operator;
            };
        }
    }

    private enum Who {
        /// May not use the repository.
        outsider,
        /// May use it, and was given nothing in this session, which isn't open to everyone.
        colleague,
        watcher,
        participant,
        /// A participant's token that is for watching.
        watching_token,
        creator,
        administrator,
        operator
    }

    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Who, String> tokens = new EnumMap<>(Who.class);
    private House house;
    private SessionId session;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        People people = house.people();
        for (Who who : Who.values()) {
            if (who == Who.operator || who == Who.watching_token) continue;
            people.add(new Person(who.name(), who + "@example.org"), who == Who.administrator);
            String code = people.invite(who + "@example.org");
            tokens.put(who, people.redeem(code, "test").secret());
        }
        tokens.put(Who.operator, House.TOKEN);
        tokens.put(
                Who.watching_token,
                people.issue("participant@example.org", Role.view, "", null).secret());
        people.share(
                house.repository(),
                Stream.of(Who.colleague, Who.watcher, Who.participant, Who.creator)
                        .map(who -> who + "@example.org")
                        .toList());
        session = house.sessions()
                .create(
                        caller(Who.creator),
                        new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null))
                .session();
        give(null, null);
        give("watcher@example.org", Role.view);
        give("participant@example.org", Role.take_part);
    }

    @AfterEach
    void close() {
        http.close();
        house.close();
    }

    @Test
    void everyMessageIsLetThroughForThoseWhoMayAndForNobodyElse() throws IOException {
        for (Path file : messages()) {
            String name = file.getFileName().toString().replace(".json", "");
            Needs needs = MESSAGE_NEEDS.getOrDefault(name, MESSAGE_NEEDS.get(name.replaceAll("\\..*", "")));
            assertThat(needs).as("what %s takes", name).isNotNull();
            ClientMessage message = Json.read(
                    Files.readString(file)
                            .replaceAll("(\"sessionId\":\\s*)\"\\w+\"", "$1\"" + session + "\"")
                            .replaceAll("(\"(?:repository|name)\":\\s*)\"\\w+\"", "$1\"project\""),
                    ClientMessage.class);
            for (Who who : Who.values())
                assertThat(refusal(who, message) == null)
                        .as("%s by %s", name, who)
                        .isEqualTo(needs.met(who));
        }
    }

    @Test
    void whoMayNotKnowOfASessionIsToldThatThereIsNone() {
        ClientMessage message = new ClientMessage.Subscribe(session, null, null, null);
        for (Who who : List.of(Who.outsider, Who.colleague))
            assertThat(refusal(who, message)).isEqualTo(ErrorCode.not_found);
        ClientMessage prompt = new ClientMessage.StopTurn(RequestId.fresh(), session);
        for (Who who : List.of(Who.watcher, Who.watching_token))
            assertThat(refusal(who, prompt)).isEqualTo(ErrorCode.forbidden);
    }

    @ParameterizedTest
    @CsvSource(textBlock = ROUTES)
    void everyRouteIsOpenToThoseWhoMayAndToNobodyElse(String method, String path, Needs needs) throws Exception {
        for (Who who : Who.values()) {
            HttpResponse<String> answer = ask(method, path.replace("SESSION", session.value()), tokens.get(who));
            assertThat(!isRefused(answer))
                    .as("%s %s by %s: %s", method, path, who, answer.body())
                    .isEqualTo(needs.met(who));
        }
    }

    @Test
    void aSessionIsBegunByHttpBySuchAsMayUseItsRepositoryAndBeyondWatching() throws Exception {
        for (Who who : Who.values()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + "/v1/sessions"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"repository\":\"project\"}"))
                    .header("Authorization", "Bearer " + tokens.get(who))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            assertThat(status == 201)
                    .as("%s: %s", who, status)
                    .isEqualTo(Needs.repository_and_more_than_watching.met(who));
        }
    }

    private boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() == 401
                || answer.body().contains("\"forbidden\"")
                || answer.body().contains("There is no session " + session)
                || answer.body().contains("There is no repository");
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .header("Authorization", "Bearer " + token)
                // So that nothing is changed by who may, and the next one finds it as it was.
                .header("Idempotency-Key", "none")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.sorted().toList();
        }
    }

    private Caller caller(Who who) {
        return house.people().caller(tokens.get(who)).orElseThrow();
    }

    private @Nullable ErrorCode refusal(Who who, ClientMessage message) {
        try {
            house.sessions().gate().admit(caller(who), message);
            return null;
        } catch (Refused e) {
            return e.code();
        }
    }

    private void give(@Nullable String email, @Nullable Role role) {
        house.sessions()
                .shares()
                .take(caller(Who.creator), new SharingCommand.SetAccess(RequestId.fresh(), session, email, role));
    }
}
