package dev.slipway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.Applied;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.EventPage;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.RepositoryList;
import dev.slipway.protocol.SessionBegun;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionList;
import dev.slipway.protocol.ShareLink;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers to plain HTTP, and the files that show them.
class HttpFilesTest {
    private static final Map<String, Class<?>> ANSWERS = Stream.of(
                    ModelChoices.class,
                    BranchChoices.class,
                    Changes.class,
                    SessionDetails.class,
                    DoctorReport.class,
                    Applied.class,
                    ImageDetails.class,
                    ImageList.class,
                    BuildLog.class,
                    ShareLink.class,
                    SessionList.class,
                    RepositoryList.class,
                    SessionBegun.class,
                    EventPage.class,
                    Found.class,
                    Costs.class)
            .collect(Collectors.toMap(Json::typeOf, answer -> answer));

    static List<Path> files() {
        return WireFiles.in("http");
    }

    @Test
    void everyAnswerHasAFile() {
        assertThat(files().stream().map(WireFiles::typeOf).distinct())
                .containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsReadFromAFileIsWrittenTheSame(Path file) {
        Object answer = Json.read(WireFiles.text(file), ANSWERS.get(WireFiles.typeOf(file)));
        assertThat(WireFiles.tree(Json.text(answer))).isEqualTo(WireFiles.tree(WireFiles.text(file)));
        assertThat(Json.read(Json.bytes(answer), answer.getClass())).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"files\":null}", "[]", "{\"files\":[null]}", "{\"files\":\"x\"}"})
    void halfAnAnswerIsNone(String json) {
        for (Class<?> type : ANSWERS.values())
            assertThatThrownBy(() -> Json.read(json, type))
                    .as(type.getSimpleName())
                    .isInstanceOf(BadJson.class);
    }
}
