package dev.slipway.backend.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SearchRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type, asked of a real index.
class SearchWordsTest {
    private static final String TEXT = "The café's login-form fails: NullPointerException in Größe, naïve “quotes” 日本語";

    @TempDir
    Path folder;

    private SearchFile file;

    @BeforeEach
    void open() {
        file = SearchFile.openOrAnew(folder.resolve("search.db"));
        file.add(
                "session1",
                0,
                new SearchFile.Head("e", 1),
                List.of(new SearchRow.Passage(1, 1, "prompt", null, null, "ada@example.org", TEXT)));
    }

    @AfterEach
    void close() {
        file.close();
    }

    private boolean finds(String typed) {
        return SearchWords.expression(typed)
                .map(expression -> !file.find(new SearchFile.Wanted(
                                expression, "[\"session1\"]", 0, Long.MAX_VALUE, null, false, 0, 10))
                        .isEmpty())
                .orElse(false);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cafe,true",
                "CAFÉ login,true",
                "login-form,true",
                "\"login form\",true",
                "\"form login\",false",
                "form login,true",
                "login absent,false",
                "Null*,true",
                "Null,false",
                "N*,false",
                "NU*,true",
                "\"login f\"*,false",
                "\"login fo\"*,true",
                "grosse,false",
                "größe,true",
                "naive,true",
                "日本語,true",
                "日本*,true"
            })
    void wordsPhrasesAndBeginningsAreFound(String typed, boolean expected) {
        assertThat(finds(typed)).as(typed).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "\"", "\"\"", "***", "- + ( ) : ^ { }", "\u0000", "“”", "\ud800", "\u0301", "😀"})
    void whatHoldsNoWordsFindsNothing(String typed) {
        assertThat(finds(typed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login OR absent",
                "NEAR(login form, 3)",
                "text:login",
                "login\" OR \"1\"=\"1",
                "login'); DROP TABLE passages; --",
                "log\u0000in",
                "\"login",
                "login NOT form",
                "^login",
                "{text}: login",
                "login*\"form"
            })
    void theLanguageOfTheIndexIsOnlyWords(String typed) {
        // It need not find anything, but must not fail.
        finds(typed);
        assertThat(finds("login")).isTrue();
    }

    @Test
    void nothingThatCanBeTypedFails() {
        String letters = "ab\"*^:(){}-+ \u0000\u0301\ud83d\ude00\ud800'éORNTAD日";
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder typed = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) typed.append(letters.charAt(random.nextInt(letters.length())));
            String text = typed.toString();
            int tried = seed;
            org.assertj.core.api.Assertions.assertThatCode(() -> finds(text))
                    .as("seed %s: %s", tried, text)
                    .doesNotThrowAnyException();
        }
    }
}
