package dev.slipway.backend.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.Worker;
import dev.slipway.backend.people.Caller;
import dev.slipway.client.RejectedException;
import dev.slipway.client.SessionView;
import dev.slipway.client.SlipwayClient;
import dev.slipway.client.ThreadItem;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionBegun;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From one installation to another, by the routes that clients use.
class ExportTest {
    @TempDir
    Path root;

    /// A session with a long output, an attachment, sharing, a rename, an undo and a commit.
    private static SessionId lived(House house) throws IOException {
        SessionId session = house.preparedSession();
        Attachment attached = house.attach(session, "notes.txt", "Some notes".getBytes(UTF_8));
        house.attach(session, "never sent.txt", "A secret draft".getBytes(UTF_8));
        house.prompt(session, "seq 1 5000; echo x > file.txt", List.of(attached.attachmentId()));
        await(house, session, 1);
        house.prompt(session, "echo y > other.txt");
        await(house, session, 2);
        house.sessions()
                .rename(
                        Caller.OPERATOR,
                        new ClientMessage.RenameSession(RequestId.fresh(), session, "Überlange Zahlen"));
        house.sessions()
                .shares()
                .take(Caller.OPERATOR, new SharingCommand.MakeLink(RequestId.fresh(), session, Role.take_part, 7));
        return session;
    }

    private static void await(House house, SessionId session, int turns) {
        Awaitility.await("turn " + turns)
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() == turns);
    }

    private House house(String name) throws IOException {
        return House.open(root.resolve(name), new Worker());
    }

    @Test
    void anImportLooksLikeWhatWasExported() throws Exception {
        try (House here = house("here");
                House there = house("there")) {
            SessionId session = lived(here);
            SessionView original = KeepingScene.seen(here, session);
            SessionId imported = KeepingScene.take(there, KeepingScene.export(here, session));
            SessionView view = KeepingScene.seen(there, imported);

            assertThat(imported).isNotEqualTo(session);
            assertThat(view.title()).isEqualTo("Überlange Zahlen");
            assertThat(view.state()).isEqualTo(original.state());
            assertThat(view.waiting()).isEmpty();
            assertThat(view.undone()).isEqualTo(original.undone());
            assertThat(view.turns()).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThat(view.turns().get(i))
                        .usingRecursiveComparison()
                        .ignoringFields("commit")
                        .isEqualTo(original.turns().get(i));
                assertThat(view.turns().get(i).commit())
                        .as("its commit, but not the command for a branch that isn't there")
                        .usingRecursiveComparison()
                        .ignoringFields("bringCommand")
                        .isEqualTo(original.turns().get(i).commit());
                assertThat(view.turns().get(i).commit().bringCommand()).isNull();
            }
            assertThat(view.seq()).isEqualTo(original.seq());
            ImportedFrom from = view.created().importedFrom();
            assertThat(from.sessionId()).isEqualTo(session);
            assertThat(from.person()).isEqualTo(original.created().person());
            assertThat(from.lost()).isZero();
            assertThat(view.created().sessionId()).isEqualTo(imported);
            assertThat(view.created().repository()).isEqualTo(original.created().repository());
        }
    }

    @Test
    void itsOutputsAndAttachmentsCanBeRead() throws Exception {
        try (House here = house("here");
                House there = house("there")) {
            SessionId session = lived(here);
            SessionView original = KeepingScene.seen(here, session);
            SessionId imported = KeepingScene.take(there, KeepingScene.export(here, session));
            ThreadItem.ToolCall call = original.turns().getFirst().items().stream()
                    .filter(ThreadItem.ToolCall.class::isInstance)
                    .map(ThreadItem.ToolCall.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(call.outputBytes()).isGreaterThan(20_000);
            assertThat(there.sessions()
                            .reading()
                            .output(imported, call.blockId(), 0, 1 << 20)
                            .text())
                    .isEqualTo(here.sessions()
                            .reading()
                            .output(session, call.blockId(), 0, 1 << 20)
                            .text())
                    .contains("4999");
            Attachment attached =
                    original.turns().getFirst().prompt().attached().getFirst();
            try (AttachedFile file = there.sessions().attachment(imported, attached.attachmentId())) {
                assertThat(file.about()).isEqualTo(attached);
                assertThat(new String(file.content().readAllBytes(), UTF_8)).isEqualTo("Some notes");
            }
        }
    }

    @Test
    void theFileSaysWhatItIsAndHoldsNothingElse() throws Exception {
        try (House here = house("here")) {
            SessionId session = lived(here);
            here.session();
            HttpResponse<byte[]> answer = KeepingScene.get(here, "/v1/sessions/" + session + "/export");
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .isEqualTo("attachment; filename=\"slipway-uberlange-zahlen-" + session + ".zip\"");
            Map<String, byte[]> entries = KeepingScene.entries(answer.body());
            SessionManifest manifest = KeepingScene.manifest(answer.body());
            assertThat(manifest.title()).isEqualTo("Überlange Zahlen");
            assertThat(manifest.repository().value()).isEqualTo("project");
            assertThat(manifest.missing()).isNull();
            assertThat(entries.keySet().stream().filter(name -> name.startsWith("outputs/")))
                    .hasSize(manifest.outputs());
            assertThat(entries.keySet().stream().filter(name -> name.startsWith("attachments/")))
                    .hasSize(manifest.attachments())
                    .hasSize(1);
            String events = new String(entries.get(SessionManifest.EVENTS), UTF_8);
            assertThat(events.lines()).hasSize((int) manifest.events());
            assertThat(events).doesNotContain("link_made", House.TOKEN).contains("\"left_out\"");
            LinkId link =
                    here.sessions().shares().sharing(session).links().getFirst().linkId();
            String all =
                    entries.values().stream().map(b -> new String(b, UTF_8)).reduce("", String::concat);
            assertThat(all)
                    .doesNotContain(link.value())
                    .doesNotContain(here.sessions().shares().code(session, link))
                    .doesNotContain("A secret draft");
        }
    }

    @Test
    void aSessionThatWorksIsExportedAsItIsAndEndsThere() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Talker slow = new Talker(List.of("One ", "two"), word -> {
            if (word == 1) go.await();
        });
        try (House here = House.open(root.resolve("here"), slow);
                House there = house("there")) {
            SessionId session = here.preparedSession();
            here.prompt(session, "Count");
            here.prompt(session, "And on");
            Awaitility.await().until(() -> slow.asked() == 1);
            byte[] file = KeepingScene.export(here, session);
            go.countDown();
            await(here, session, 2);

            SessionId imported = KeepingScene.take(there, file);
            SessionView view = KeepingScene.seen(there, imported);
            assertThat(view.state()).isEqualTo(SessionState.stopped);
            assertThat(view.turns()).hasSize(1);
            assertThat(view.lastTurn().outcome()).isEqualTo(Outcome.stopped);
            assertThat(view.lastTurn().message()).contains("exported");
            assertThat(view.waiting()).isEmpty();
        }
        try (House there = House.open(root.resolve("there"), slow)) {
            assertThat(there.sessions().board().sessions())
                    .singleElement()
                    .extracting(SessionListed::state, SessionListed::queued)
                    .containsExactly(SessionState.stopped, 0);
            assertThat(slow.asked()).as("nothing of it runs after a start").isEqualTo(2);
        }
    }

    @Test
    void importingTwiceMakesTwoAndRepeatingARequestMakesOne() throws Exception {
        try (House here = house("here")) {
            SessionId session = lived(here);
            byte[] file = KeepingScene.export(here, session);
            RequestId once = RequestId.fresh();
            HttpResponse<String> first = KeepingScene.upload(here, file, once);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            HttpResponse<String> again = KeepingScene.upload(here, file, once);
            assertThat(again.body()).isEqualTo(first.body());
            SessionId imported = Json.read(first.body(), SessionBegun.class).sessionId();
            SessionId second = KeepingScene.take(here, file);
            assertThat(here.sessions().board().sessions())
                    .extracting(SessionListed::sessionId)
                    .containsExactlyInAnyOrder(session, imported, second);
            assertThat(here.sessions()
                            .board()
                            .session(second)
                            .orElseThrow()
                            .imported()
                            .sessionId())
                    .isEqualTo(session);
            // And once more, from what was imported.
            SessionId third = KeepingScene.take(here, KeepingScene.export(here, second));
            assertThat(KeepingScene.seen(here, third).turns().getFirst())
                    .isEqualTo(KeepingScene.seen(here, second).turns().getFirst());
        }
    }

    @Test
    void anImportIsForWhoTookItInAloneAndLinksOfTheOtherOneAreNone() throws Exception {
        try (House here = house("here")) {
            SessionId imported = KeepingScene.take(here, KeepingScene.export(here, lived(here)));
            assertThat(here.sessions().shares().sharing(imported).access().everyone())
                    .isNull();
            assertThat(here.sessions().shares().sharing(imported).links()).isEmpty();
            assertThat(here.sessions().log(imported).read(0, 1000))
                    .extracting(entry -> Events.event(entry))
                    .doesNotHaveAnyElementsOfTypes(
                            SharingEvent.AccessSet.class, SharingEvent.LinkMade.class, SharingEvent.LinkUsed.class);
        }
    }

    @Test
    void aClientIsToldThatNothingCanBeDoneInIt() throws Exception {
        try (House here = house("here");
                SlipwayClient client = SlipwayClient.open(here.backend(), "test", "1", (state, reason) -> {})) {
            SessionId imported = KeepingScene.take(here, KeepingScene.export(here, here.preparedSession()));
            assertThat(client.send(new ClientMessage.SubmitPrompt(RequestId.fresh(), imported, "Work", null, null)))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(RejectedException.class)
                    .havingCause()
                    .asInstanceOf(InstanceOfAssertFactories.type(RejectedException.class))
                    .extracting(RejectedException::code)
                    .isEqualTo(ErrorCode.read_only);
            client.send(new ClientMessage.RenameSession(RequestId.fresh(), imported, "Mine"))
                    .get();
            assertThat(here.sessions().board().session(imported).orElseThrow().title())
                    .isEqualTo("Mine");
        }
    }

    @Test
    void itIsFoundAndCostsNothing() throws Exception {
        try (House here = house("here");
                House there = house("there")) {
            SessionId session = lived(here);
            SessionId imported = KeepingScene.take(there, KeepingScene.export(here, session));
            Awaitility.await("it is found")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(there.overview()
                                    .search()
                                    .find(
                                            Caller.OPERATOR,
                                            new Search.Asked(
                                                    "Zahlen", null, null, null, 0, Long.MAX_VALUE, false, 0, 20))
                                    .hits())
                            .extracting(hit -> hit.sessionId())
                            .containsOnly(imported));
            assertThat(there.overview()
                            .spending()
                            .of(Caller.OPERATOR, Spending.By.session, 0)
                            .total()
                            .turns())
                    .isZero();
        }
    }
}
