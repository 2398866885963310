package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.client.ApiClient;
import dev.slipway.client.Wanted;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Place;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.SharingCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words in real sessions, by those who may see them.
class SearchTest {
    @TempDir
    Path root;

    private House house;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Here is a walrus for you"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Found find(String words) {
        return find(Caller.OPERATOR, words, null, null);
    }

    private Found find(Caller caller, String words, @Nullable String person, @Nullable SessionState state) {
        return house.overview()
                .search()
                .find(caller, new Search.Asked(words, null, person, state, 0, Long.MAX_VALUE, false, 0, 20));
    }

    private SessionId prompted(String text) throws IOException {
        SessionId session = house.session();
        int turns = house.finished(session).size();
        house.prompt(session, text);
        Awaitility.await().until(() -> house.finished(session).size() > turns);
        return session;
    }

    private void awaitFound(String words, int count) {
        Awaitility.await(words)
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(find(words).hits()).hasSize(count));
    }

    @Test
    void promptTitleAndAnswerAreFoundWithTheirTurnAndPerson() throws IOException {
        SessionId session = prompted("Paint the\u0002 zeppelin green");
        awaitFound("zeppelin", 2);
        awaitFound("walrus", 1);
        Found.Hit prompt = find("zeppelin \"paint the\"").hits().stream()
                .filter(hit -> hit.place() == Place.prompt)
                .findFirst()
                .orElseThrow();
        assertThat(prompt.sessionId()).isEqualTo(session);
        assertThat(prompt.person()).isEqualTo("ada@example.org");
        assertThat(prompt.marks())
                .extracting(mark -> prompt.snippet().substring(mark.from(), mark.to()))
                .contains("zeppelin");
        Found.Hit answer = find("walrus").hits().getFirst();
        assertThat(answer.place()).isEqualTo(Place.answer);
        assertThat(answer.turnId()).isNotNull().isEqualTo(prompt.turnId());
        assertThat(find(Caller.OPERATOR, "walrus", "Ada@Example.org", SessionState.done)
                        .hits())
                .hasSize(1);
        assertThat(find(Caller.OPERATOR, "walrus", "grace@example.org", null).hits())
                .isEmpty();
        assertThat(find(Caller.OPERATOR, "walrus", null, SessionState.failed).hits())
                .isEmpty();
    }

    @Test
    void aNewTitleReplacesTheOldOneAndADeletedSessionIsFoundNoMore() throws IOException {
        SessionId session = prompted("one");
        house.sessions()
                .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Ostrich"));
        awaitFound("ostrich", 1);
        house.sessions()
                .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Pelican"));
        awaitFound("pelican", 1);
        assertThat(find("ostrich").hits()).isEmpty();
        house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
        assertThat(find("pelican").hits()).isEmpty();
        Awaitility.await().until(() -> house.overview().search().passages() == 0);
    }

    @Test
    void whoMayNotSeeASessionFindsNothingOfIt() throws IOException {
        SessionId session = prompted("A secret zeppelin");
        awaitFound("secret", 2);
        Caller grace = person("grace");
        house.people().share(house.repository(), List.of());
        assertThat(find(grace, "secret", null, null).hits()).isEmpty();
        house.people().share(house.repository(), List.of("grace@example.org"));
        house.sessions()
                .shares()
                .take(
                        Caller.OPERATOR,
                        new SharingCommand.SetAccess(RequestId.fresh(), session, "grace@example.org", Role.view));
        assertThat(find(grace, "secret", null, null).hits()).hasSize(2);
        house.people().share(house.repository(), List.of());
        assertThat(find(grace, "secret", null, null).hits()).isEmpty();
    }

    private Caller person(String name) {
        house.people().add(new Person(name, name + "@example.org"), false);
        String code = house.people().invite(name + "@example.org");
        return house.people()
                .caller(house.people().redeem(code, "test").secret())
                .orElseThrow();
    }

    @Test
    void whatWasWrittenWhileNobodyLookedIsTakenInAtTheNextStart() throws IOException {
        prompted("First zeppelin");
        awaitFound("zeppelin", 2);
        house.close();
        Files.delete(house.home().resolve("search.db"));
        house = House.open(root, Talker.saying("Second walrus"));
        awaitFound("zeppelin", 2);
        house.close();
        byte[] rubbish = "This is no database at all, but long enough to be read as one. "
                .repeat(200)
                .getBytes();
        Files.write(house.home().resolve("search.db"), rubbish);
        house = House.open(root, Talker.saying("Second walrus"));
        awaitFound("zeppelin", 2);
    }

    @Test
    void aFileThatIsDamagedInItsMidstIsMadeAnew() throws IOException {
        SessionId session = prompted("First zeppelin");
        for (int i = 0; i < 40; i++)
            house.sessions()
                    .submit(
                            Caller.OPERATOR,
                            new ClientMessage.SubmitPrompt(
                                    RequestId.fresh(),
                                    session,
                                    "many words " + "zeppelin ".repeat(500) + i,
                                    null,
                                    null));
        awaitFound("\"many words\"", 20);
        house.close();
        Path file = house.home().resolve("search.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < bytes.length; i++) if (i % 4096 < 2000) bytes[i] = (byte) (i * 31);
        Files.write(file, bytes);
        house = House.open(root, Talker.saying("walrus"));
        awaitFound("first zeppelin", 2);
    }

    @Test
    void theIndexIsMadeAgainOnCommand() throws Exception {
        prompted("A zeppelin");
        awaitFound("zeppelin", 2);
        awaitFound("walrus", 1);
        long before = house.overview().search().passages();
        assertThat(house.overview().search().rebuild(left -> {}))
                .isEqualTo(before)
                .isPositive();
        assertThat(find("zeppelin").hits()).hasSize(2);
    }

    @Test
    void pagesAndFiltersAreAskedByHttp() throws Exception {
        prompted("zeppelin");
        awaitFound("zeppelin", 2);
        try (ApiClient api = ApiClient.open(house.backend())) {
            assertThat(api.search(wanted("zeppelin", house.repository()), 0)
                            .get()
                            .hits())
                    .hasSize(2);
            assertThat(api.search(wanted("zeppelin", house.repository()), 1)
                            .get()
                            .hits())
                    .hasSize(1);
            assertThatThrownBy(() -> api.search(wanted("  \"*\" ", null), 0).get())
                    .hasMessageContaining("Say which words");
        }
    }

    private static Wanted wanted(String words, @Nullable RepositoryName repository) {
        return new Wanted(words, repository, null, null, 0);
    }

    @Test
    void aLongWordIsCutAroundItsMark() {
        Search.Marked marked = Search.Marked.of("\u0002" + "a".repeat(5_000) + "\u0003 b");
        assertThat(marked.text()).hasSizeLessThan(500).endsWith("…");
        assertThat(marked.marks())
                .containsExactly(new Found.Mark(0, marked.text().length() - 1));
    }
}
