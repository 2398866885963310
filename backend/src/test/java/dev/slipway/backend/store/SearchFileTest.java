package dev.slipway.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.SearchFile.By;
import dev.slipway.backend.store.SearchFile.Head;
import dev.slipway.backend.store.SearchFile.Spent;
import dev.slipway.backend.store.SearchRow.Began;
import dev.slipway.backend.store.SearchRow.Created;
import dev.slipway.backend.store.SearchRow.Ended;
import dev.slipway.backend.store.SearchRow.Passage;
import dev.slipway.backend.store.SearchRow.Tokens;
import dev.slipway.backend.store.SearchRow.Used;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFileTest {
    @TempDir
    Path folder;

    private SearchFile file;

    @BeforeEach
    void open() {
        file = SearchFile.openOrAnew(folder.resolve("search.db"));
    }

    @AfterEach
    void close() {
        file.close();
    }

    private List<SearchFile.Match> find(String expression, boolean newestFirst, int offset) {
        return file.find(
                new SearchFile.Wanted(expression, "[\"a\",\"b\"]", 0, Long.MAX_VALUE, null, newestFirst, offset, 2));
    }

    @Test
    void anEditedPassageKeepsWhoWroteItAndIsFoundByItsNewWordsOnly() {
        file.add("a", 0, new Head("e", 1), List.of(new Passage(1, 10, "prompt", "p1", null, "ada@x", "flamingo")));
        file.add("a", 1, new Head("e", 2), List.of(new Passage(2, 20, "prompt", "p1", null, null, "heron")));
        assertThat(find("\"flamingo\"", false, 0)).isEmpty();
        assertThat(find("\"heron\"", false, 0))
                .extracting(SearchFile.Match::person)
                .containsExactly("ada@x");
    }

    @Test
    void whatComesAfterSomethingThatIsGoneIsNotTakenIn() {
        file.add("a", 0, new Head("e", 1), List.of(new Passage(1, 10, "prompt", "p1", null, "ada@x", "flamingo")));
        file.forget("a");
        file.add("a", 1, new Head("e", 2), List.of(new Passage(2, 20, "prompt", "p2", null, "ada@x", "heron")));
        assertThat(file.passages()).isZero();
        assertThat(file.head("a")).isEmpty();
    }

    @Test
    void whatATurnSaidIsOfWhoAskedForIt() {
        file.add(
                "a",
                0,
                new Head("e", 3),
                List.of(
                        new Passage(1, 10, "prompt", "p1", null, "ada@x", "flamingo"),
                        new Began("p1", "t1", 20, "m", null),
                        new Passage(3, 30, "answer", null, "t1", null, "heron")));
        assertThat(find("\"heron\"", false, 0).getFirst().person()).isEqualTo("ada@x");
        assertThat(find("\"flamingo\"", false, 0).getFirst().turn()).isEqualTo("t1");
    }

    @Test
    void pagesFollowEachOtherInTheOrderThatWasAskedFor() {
        for (int i = 1; i <= 5; i++)
            file.add(
                    i % 2 == 0 ? "a" : "b",
                    Math.max(0, i - 2),
                    new Head("e", i),
                    List.of(new Passage(i, 100 - i, "answer", null, null, null, "heron " + "word ".repeat(i))));
        assertThat(find("\"heron\"", true, 0)).extracting(SearchFile.Match::seq).containsExactly(1L, 2L);
        assertThat(find("\"heron\"", true, 4)).extracting(SearchFile.Match::seq).containsExactly(5L);
        assertThat(find("\"heron\"", false, 0))
                .extracting(SearchFile.Match::seq)
                .containsExactly(1L, 2L);
    }

    @Test
    void whatIsForgottenIsGoneAndNoOtherSession() {
        file.add("a", 0, new Head("e", 1), List.of(new Passage(1, 1, "answer", null, null, null, "heron")));
        file.add("b", 0, new Head("e", 1), List.of(new Passage(1, 1, "answer", null, null, null, "heron")));
        file.forget("a");
        assertThat(find("\"heron\"", false, 0))
                .extracting(SearchFile.Match::session)
                .containsExactly("b");
        assertThat(file.sessions()).containsExactly("b");
        assertThat(file.head("a")).isEmpty();
    }

    @Test
    void whatAForkTookOverIsSpentOnce() {
        Tokens ten = new Tokens(10, 1, 0, 0);
        file.add(
                "a",
                0,
                new Head("e", 6),
                List.of(
                        new Created("greet", "t1"),
                        new Passage(2, 10, "prompt", "p1", null, "ada@x", "flamingo"),
                        new Began("p1", "t1", 20, "m", null),
                        new Used("t1", ten),
                        new Ended("t1", ten),
                        new Passage(5, 30, "prompt", "p2", null, "grace@x", "heron"),
                        new Began("p2", "t2", 40, "m", null),
                        new Used("t2", ten),
                        new Used("t2", ten)));
        Spent second = new Spent("grace@x", "m", 1, new Tokens(20, 2, 0, 0));
        assertThat(file.spent(By.person, null, 0)).containsExactly(second);
        file.forget("a");
        assertThat(file.spent(By.person, null, 0)).containsExactly(second);
        assertThat(file.spent(By.person, "[]", 0)).isEmpty();
        assertThat(file.spent(By.person, null, 41)).isEmpty();
    }

    @Test
    void whatIsReadTwiceIsSpentOnce() {
        List<SearchRow> rows = List.of(
                new Created("greet", null),
                new Began("p", "t", 1, "m", "ada@x"),
                new Used("t", new Tokens(1, 2, 3, 4)),
                new Ended("t", new Tokens(1, 2, 3, 5)));
        file.add("a", 0, new Head("e", 4), rows);
        file.close();
        file = SearchFile.rebuilt(folder.resolve("search.db"));
        assertThat(file.head("a")).isEmpty();
        file.add("a", 0, new Head("e", 4), rows);
        assertThat(file.spent(By.repository, null, 0))
                .containsExactly(new Spent("greet", "m", 1, new Tokens(1, 2, 3, 5)));
    }

    @Test
    void anIndexOfAnotherVersionIsMadeAnew() {
        file.add("a", 0, new Head("e", 1), List.of(new Passage(1, 1, "answer", null, null, null, "heron")));
        file.close();
        try (Sqlite other = Sqlite.open(folder.resolve("search.db"), (connection, path) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = 77");
            }
        })) {
            assertThat(other).isNotNull();
        }
        file = SearchFile.openOrAnew(folder.resolve("search.db"));
        assertThat(file.passages()).isZero();
    }
}
