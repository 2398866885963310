package dev.slipway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.wire.WireFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever comes in is a valid message or a `BadJson` that says what is wrong with it and repeats none of it.
class JsonTest {
    private static final String SECRET = "hunter2";
    private static final String IDS =
            "\"requestId\":\"5b0f6a4e-3c1d-4f7a-9a52-7d1e8c0b6f11\",\"sessionId\":\"mwua7ql3uc1wk\"";

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    static Stream<Path> clientFiles() {
        return WireFiles.in("client").stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "[{}]",
                "7",
                "\"hello\"",
                "{\"type\":\"heartbeat\"",
                "{\"type\":\"heartbeat\"} x",
                "{\"type\":\"heartbeat\"}{\"type\":\"heartbeat\"}",
                "{\"type\":null}",
                "{}",
                "{'type':'heartbeat'}",
                "{\"type\":\"heartbeat\",}",
                "{\"type\":\"heart\0beat"
            })
    void whatIsNoMessageIsRefused(String text) {
        assertThat(refused(text).typeKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"launch_rocket\"}",
                "{\"type\":\"Heartbeat\"}",
                "{\"type\":\"\"}",
                "{\"type\":\"unknown\"}",
                "{\"type\":\"logged\"}",
                "{\"type\":\"prompt_queued\"}",
                "{\"type\":\"dev.slipway.protocol.ClientMessage$Heartbeat\"}"
            })
    void aTypeThatIsNotKnownIsToldApart(String text) {
        BadJson refusal = refused(text);
        assertThat(refusal.typeKnown()).isFalse();
        assertThat(refusal).hasMessage("the type of the message is not known here");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "submit_prompt | \"text\":\"hi\",\"requestId\":\"no-uuid-hunter2\",\"sessionId\":\"mwua7ql3uc1wk\" | requestId has a form that no id has",
                "submit_prompt | \"text\":\"hi\",\"requestId\":\"5B0F6A4E-3C1D-4F7A-9A52-7D1E8C0B6F11\" | requestId has a form that no id has",
                "stop_turn     | \"sessionId\":\"../hunter2\" | sessionId has a form that no id has",
                "stop_turn     | \"sessionId\":\"short\" | sessionId has a form that no id has",
                "stop_turn     | \"sessionId\":\"mwua7ql3uc1wk\\n\" | sessionId has a form that no id has",
                "submit_prompt | IDS,\"text\":\"  \\n \" | text is empty",
                "rename_session| IDS,\"title\":\" \" | title is empty",
                "rename_session| IDS,\"title\":\"hunter2\\nhunter2\" | title holds a control character or more than one line",
                "rename_session| IDS,\"title\":\"\\u001b[31mhunter2\" | title holds a control character or more than one line",
                "rename_session| IDS,\"title\":\"hunter2\\u2028\" | title holds a control character or more than one line",
                "add_repository| IDS,\"location\":\"\" | location is empty",
                "remove_repository | IDS,\"name\":\".hunter2\" | repository has a form that no id has",
                "subscribe     | IDS,\"after\":-1 | after is negative",
                "subscribe     | IDS,\"tail\":10001 | tail is not between 0 and 10000",
                "read_before   | IDS,\"seq\":0,\"turns\":1 | seq is not between 1 and 9223372036854775807",
                "read_before   | IDS,\"seq\":1,\"turns\":0 | turns is not between 1 and 1000",
                "read_output   | IDS,\"blockId\":\"mwua8d3k20m5t\",\"offset\":-5 | offset is negative"
            })
    void aBrokenRuleIsNamed(String type, String fields, String rule) {
        BadJson refusal = refused(message(type, fields));
        assertThat(refusal).hasMessage(rule);
        assertThat(refusal.typeKnown()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "submit_prompt | IDS,\"text\":7                      | text",
                "submit_prompt | IDS,\"text\":true                   | text",
                "submit_prompt | IDS,\"text\":[\"hunter2\"]          | text",
                "submit_prompt | IDS,\"text\":{\"hunter2\":1}        | text",
                "submit_prompt | IDS,\"text\":\"hi\",\"model\":4.5   | model",
                "stop_turn     | \"sessionId\":1234567               | sessionId",
                "stop_turn     | \"sessionId\":{\"value\":\"mwua7ql3uc1wk\"} | sessionId",
                "read_before   | IDS,\"seq\":\"7\",\"turns\":1       | seq",
                "read_before   | IDS,\"seq\":7.5,\"turns\":1         | seq",
                "read_before   | IDS,\"seq\":null,\"turns\":1        | seq",
                "read_before   | IDS,\"seq\":1,\"turns\":9999999999  | turns",
                "read_before   | IDS,\"seq\":1e99,\"turns\":1        | seq",
                "subscribe     | IDS,\"after\":\"hunter2\"           | after"
            })
    void aWrongTypeIsRefusedAndItsPlaceNamed(String type, String fields, String place) {
        assertThat(refused(message(type, fields))).hasMessage("the message could not be read at " + place);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientFiles")
    void aMessageWithoutOneOfItsFieldsIsRefusedOrDoesNotNeedIt(Path file) {
        JsonNode whole = WireFiles.tree(WireFiles.text(file));
        for (String field : List.copyOf(whole.propertyNames())) {
            ObjectNode without = ((ObjectNode) whole.deepCopy()).without(field);
            ObjectNode withNull = ((ObjectNode) whole.deepCopy()).putNull(field);
            assertThat(isRead(without.toString()))
                    .as("%s is left out, or null", field)
                    .isEqualTo(isRead(withNull.toString()));
        }
    }

    @Test
    void aTextMayBeAsLongAsTheRuleSaysAndNoLonger() {
        String longest = "x".repeat(ClientMessage.LONGEST_PROMPT);
        assertThat(isRead(message("submit_prompt", "IDS,\"text\":\"" + longest + "\"")))
                .isTrue();
        assertThat(refused(message("submit_prompt", "IDS,\"text\":\"" + longest + "x\"")))
                .hasMessage("text is longer than 200000 characters");
    }

    @Test
    void deepNestingIsRefusedEvenWhereItWouldBeIgnored() {
        String nested = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(refused("{\"type\":\"heartbeat\",\"x\":" + nested + "}").typeKnown())
                .isTrue();
    }

    @Test
    void aHugeNumberIsRefusedAtOnce() {
        assertThat(refused(message("read_before", "IDS,\"seq\":" + "9".repeat(500_000) + ",\"turns\":1"))
                        .typeKnown())
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverIsDoneToAMessageItIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        List<Path> files = clientFiles().toList();
        StringBuilder text = new StringBuilder(WireFiles.text(files.get(random.nextInt(files.size()))));
        for (int i = random.nextInt(1, 6); i > 0; i--) damage(text, random);
        try {
            Json.read(text.toString(), ClientMessage.class);
        } catch (BadJson e) {
            assertThat(e.getMessage()).as("seed %d", seed).hasSizeLessThan(150);
        }
    }

    @Test
    void historyThatIsHalfThereIsRefused() {
        String logged = WireFiles.text("server", "logged");
        for (String field : List.of("sessionId", "epoch", "seq", "atMs", "event")) {
            ObjectNode without = ((ObjectNode) WireFiles.tree(logged)).without(field);
            BadJson refusal =
                    catchThrowableOfType(BadJson.class, () -> Json.read(without.toString(), ServerMessage.class));
            assertThat(refusal).as("without %s", field).isNotNull();
        }
        String queued = "{\"type\":\"prompt_queued\",\"promptId\":\"mwua8bzz41kqp\"}";
        assertThat(catchThrowableOfType(BadJson.class, () -> Json.read(queued, SessionEvent.class)))
                .isNotNull();
    }

    @Test
    void aPlaceInsideIsNamedStepByStep() {
        String text = WireFiles.text("session", "files_changed").replace("\"path\": \"logo.png\"", "\"path\": {}");
        BadJson refusal = catchThrowableOfType(BadJson.class, () -> Json.read(text, SessionEvent.class));
        assertThat(refusal).hasMessage("the message could not be read at files[2].path");
    }

    @Test
    void aTypeTheServerNeverTellsIsUnknownInAnyFolder() {
        assertThat(Json.read("{\"type\":\"typing\",\"who\":\"Ada\"}", ServerMessage.class))
                .isEqualTo(new ServerMessage.Unknown());
        assertThat(Json.read("{\"type\":\"typing\"}", SessionEvent.class)).isEqualTo(new SessionEvent.Unknown());
        assertThat(Json.read("{\"type\":\"typing\",\"x\":{}}", BoardEvent.class))
                .isEqualTo(new BoardEvent.Unknown());
    }

    @Test
    void whoSaidWhatCanNotBeReadCanStillBeAnswered() {
        RequestId id = new RequestId("5b0f6a4e-3c1d-4f7a-9a52-7d1e8c0b6f11");
        assertThat(Json.requestIdOf(message("fork_session", IDS + ",\"turn\":7")))
                .isEqualTo(id);
        assertThat(Json.requestIdOf(message("submit_prompt", IDS))).isEqualTo(id);
        for (String text : List.of("", "[]", "7", "{\"requestId\":7}", "{\"requestId\":\"x\"}", "{" + IDS))
            assertThat(Json.requestIdOf(text)).as(text).isNull();
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at).append(' ');
            case 1 -> text.insert(at, "{}[]\",:0\0\ud83d".charAt(random.nextInt(10)));
            case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
        }
    }

    private static String message(String type, String fields) {
        return "{\"type\":\"" + type.strip() + "\"," + fields.strip().replace("IDS", IDS) + "}";
    }

    private static boolean isRead(String text) {
        try {
            Json.read(text, ClientMessage.class);
            return true;
        } catch (BadJson e) {
            return false;
        }
    }

    private static BadJson refused(String text) {
        BadJson refusal = catchThrowableOfType(BadJson.class, () -> Json.read(text, ClientMessage.class));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain(SECRET);
        return refusal;
    }
}
