package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EventStreamTest {
    @TempDir
    Path root;

    private final Semaphore words = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private House house;
    private SessionId session;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, new Talker(List.of("Hel", "lo"), word -> words.acquire()));
        session = house.session();
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private record Event(String id, String name, String data) {}

    /// One that is being read, as a browser would.
    private final class Reader implements AutoCloseable {
        private final BufferedReader lines;

        Reader(String query, String token, String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(house.url() + "/v1/sessions/" + session + "/events" + query))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream");
            if (headers.length > 0) request.headers(headers);
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /// Null at the end.
        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) id = line.substring(4);
                else if (line.startsWith("event: ")) name = line.substring(7);
                else if (line.startsWith("data: ")) data = line.substring(6);
                else if (line.isEmpty() && !data.isEmpty()) return new Event(id, name, data);
            }
            return null;
        }

        List<Event> until(String word) throws IOException {
            List<Event> read = new ArrayList<>();
            do {
                Event next = next();
                assertThat(next).as("the stream ended before " + word).isNotNull();
                read.add(next);
            } while (!read.getLast().data().contains(word));
            return read;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void whatIsThereComesFirstAndThenWhatHappens() throws Exception {
        try (Reader reader = new Reader("", House.TOKEN)) {
            assertThat(reader.until("caught_up").getFirst().data()).contains("session_created");
            words.release(2);
            house.prompt(session, "Hello");
            assertThat(reader.until("turn_finished"))
                    .filteredOn(e -> !e.id().isEmpty())
                    .allMatch(e -> e.name().equals("logged"))
                    .noneMatch(e -> e.name().equals("delta"));
        }
    }

    @Test
    void whoComesBackWithTheLastIdMissesNothingAndGetsNothingTwice() throws Exception {
        words.release(2);
        house.prompt(session, "Hello");
        List<Event> all;
        try (Reader reader = new Reader("", House.TOKEN)) {
            all = reader.until("turn_finished").stream()
                    .filter(e -> !e.id().isEmpty())
                    .toList();
        }
        for (int i = 0; i < all.size() - 1; i++)
            try (Reader reader =
                    new Reader("", House.TOKEN, "Last-Event-ID", all.get(i).id())) {
                List<Event> rest = reader.until("turn_finished").stream()
                        .filter(e -> !e.id().isEmpty())
                        .toList();
                assertThat(rest).isEqualTo(all.subList(i + 1, all.size()));
            }
        try (Reader reader = new Reader("", House.TOKEN, "Last-Event-ID", "another-7")) {
            assertThat(reader.next().name()).isEqualTo("reset");
            assertThat(reader.next()).isEqualTo(all.getFirst());
        }
    }

    @Test
    void textsThatGrowAreToldToWhoAsksForThem() throws Exception {
        try (Reader reader = new Reader("?live=1", House.TOKEN)) {
            reader.until("caught_up");
            words.release();
            house.prompt(session, "Hello");
            assertThat(reader.until("Hel\"").getLast().name()).isEqualTo("delta");
            try (Reader late = new Reader("?live=1", House.TOKEN)) {
                assertThat(late.until("Hel\"").getLast().name()).isEqualTo("draft");
            }
            words.release();
            assertThat(reader.until("answer_finished").getLast().data()).contains("Hello");
        }
    }

    @Test
    void itEndsWhenTheSessionIsDeleted() throws Exception {
        try (Reader reader = new Reader("", House.TOKEN)) {
            reader.until("caught_up");
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
            assertThat(reader.until("not_found").getLast().name()).isEqualTo("rejected");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void itEndsWhenItsReaderMayNotFollowAnyMore() throws Exception {
        house.people().add(new Person("Bob", "bob@example.org"), false);
        house.people().share(house.repository(), List.of("bob@example.org"));
        String token = house.people()
                .redeem(house.people().invite("bob@example.org"), "")
                .secret();
        try (Reader reader = new Reader("", token)) {
            reader.until("caught_up");
            house.people().share(house.repository(), List.of());
            assertThat(reader.until("not_found").getLast().name()).isEqualTo("rejected");
            assertThat(reader.next()).isNull();
        }
        house.people().share(house.repository(), List.of("bob@example.org"));
        try (Reader reader = new Reader("", token)) {
            reader.until("caught_up");
            house.people().remove("bob@example.org");
            assertThat(reader.until("unauthenticated").getLast().name()).isEqualTo("rejected");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyElseUp() throws Exception {
        URI uri = URI.create(house.url());
        try (Socket stuck = new Socket(uri.getHost(), uri.getPort());
                Reader reader = new Reader("", House.TOKEN)) {
            stuck.getOutputStream()
                    .write(("GET /v1/sessions/" + session + "/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + House.TOKEN + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(stuck.getInputStream().read()).isEqualTo('H');
            reader.until("caught_up");
            String large = "x".repeat(ClientMessage.LONGEST_PROMPT - 3);
            // Far more than the sockets and the bound take.
            for (int i = 0; i < 90; i++) {
                house.prompt(session, large + i);
                reader.until("x" + i + "\"");
            }
            var left = new BufferedReader(new InputStreamReader(stuck.getInputStream(), StandardCharsets.UTF_8));
            assertThat(left.lines().anyMatch("event: lagging"::equals)).isTrue();
        }
    }

    @Test
    void aBackendThatGoesDownWaitsForNoReader() throws Exception {
        try (Reader reader = new Reader("", House.TOKEN)) {
            reader.until("caught_up");
            house.close();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ended(reader));
        }
    }

    private static boolean ended(Reader reader) {
        try {
            return reader.next() == null;
        } catch (IOException e) {
            return true;
        }
    }
}
