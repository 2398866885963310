package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.RoleTable.Needs;
import dev.slipway.backend.people.RoleTable.Who;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            Needs needs = RoleTable.MESSAGES.getOrDefault(name, RoleTable.MESSAGES.get(name.replaceAll("\\..*", "")));
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
    @CsvSource(textBlock = RoleTable.ROUTES)
    void everyRouteIsOpenToThoseWhoMayAndToNobodyElse(String method, String path, Needs needs) throws Exception {
        for (Who who : Who.values()) {
            HttpResponse<String> answer = ask(method, path.replace("SESSION", session.value()), tokens.get(who));
            assertThat(!isRefused(answer))
                    .as("%s %s by %s: %s", method, path, who, answer.body())
                    .isEqualTo(needs.met(who));
            assertThat(answer.statusCode())
                    .as("%s %s by %s is understood: %s", method, path, who, answer.body())
                    .isNotEqualTo(500);
        }
        HttpResponse<String> unknown = ask(method, path.replace("SESSION", session.value()), "nobody's token");
        assertThat(unknown.statusCode() != 401)
                .as("%s %s by somebody without a token", method, path)
                .isEqualTo(needs == Needs.nobody_in_particular);
    }

    @Test
    void aRepositoryThatIsNotThereIsSharedWithNobody() throws Exception {
        for (String method : List.of("GET", "PUT"))
            assertThat(ask(method, "/v1/repositories/nosuch/users", tokens.get(Who.administrator))
                            .statusCode())
                    .as(method)
                    .isEqualTo(404);
    }

    @Test
    void noRouteIsLeftOut() throws IOException {
        Set<String> described = new TreeSet<>();
        String path = "";
        for (String line : Files.readAllLines(Path.of("..", "docs", "openapi.yaml"))) {
            if (line.matches("  /\\S+:")) path = line.strip().replace(":", "");
            if (line.matches("    (get|post|put|delete):"))
                described.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
        }
        Set<String> walked = RoleTable.ROUTES
                .lines()
                .map(line -> line.split(","))
                .map(fields -> fields[0] + " " + fields[1].replaceAll("\\?.*", ""))
                .filter(route -> route.contains(" /v1/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).hasSameSizeAs(walked);
        assertThat(described)
                .as("each has its line in the table")
                .allMatch(
                        route -> walked.stream().anyMatch(line -> line.matches(route.replaceAll("\\{\\w+}", "[^/]+"))));
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
