package dev.slipway.backend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.NewRow;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTurnsTest {
    private static final String LONG = "aaaaaaaa";
    private static final String SHORT = "bbbbbbbb";
    private static final int PAGE = 500;

    @TempDir
    Path home;

    @Test
    void aLongSessionDoesNotHoldUpTheOthers() {
        try (SessionFiles files = SessionFiles.open(home, Clock.systemUTC())) {
            write(files, LONG, 10 * PAGE, "endless");
            write(files, SHORT, 1, "brief");
            try (SearchIndex index = new SearchIndex(home, files, (session, damage) -> {})) {
                index.begin();
                Awaitility.await("all can be found")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            long before = index.passages();
                            if (found(index, "brief").isEmpty())
                                assertThat(before).isLessThanOrEqualTo(PAGE);
                            return index.isComplete();
                        });
                assertThat(index.passages()).isEqualTo(10 * PAGE + 1);
            }
        }
    }

    private static List<SearchFile.Match> found(SearchIndex index, String word) {
        String sessions = Json.text(List.of(LONG, SHORT));
        return index.find(new SearchFile.Wanted(
                SearchWords.expression(word).orElseThrow(), sessions, 0, Long.MAX_VALUE, null, false, 0, 10));
    }

    private static void write(SessionFiles files, String session, int prompts, String word) {
        List<NewRow> rows = new ArrayList<>();
        for (int i = 0; i < prompts; i++) {
            SessionEvent.PromptQueued prompt = new SessionEvent.PromptQueued(
                    RequestId.fresh(),
                    PromptId.fresh(),
                    new Person("Ada", "ada@example.org"),
                    word + " " + i,
                    null,
                    null);
            rows.add(new NewRow(
                    Json.typeOf(prompt.getClass()), prompt.requestId().value(), Json.bytes(prompt)));
        }
        try (LogFile log = files.create(session)) {
            log.append(rows, Durability.kill, List.of());
        }
    }
}
