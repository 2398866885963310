package dev.slipway.bench;

import java.util.List;

/// What a model says at length: paragraphs, lists, code and a table, in Markdown.
final class Prose {
    private static final String TEXT = """
            The parser reads the *flag* first and `Args` keeps it, so that every **caller** sees the same list without
            being told twice what it may hold and what not. Where a flag comes again, the later one wins; a flag that
            nobody knows is an error that names those that are near.

            - It stays fast, since nothing is copied before it is asked for.
            - It stays honest: what was given is kept beside what was made of it.
            - `--help` needs no other file.

            ```java
            /// What was given, in its order.
            record Args(List<String> given, boolean shout) {
                static Args of(String... given) {
                    int value = compute(1, 'x'); // and so on
                    for (String each : given) if (each.isEmpty()) throw new IllegalArgumentException(each);
                    return new Args(List.of(given), List.of(given).contains(FLAG));
                }
            }
            ```

            | flag | what it does | since |
            |---|---|---|
            | `--shout` | says it louder | 1.2 |
            | `--times N` | says it so often | 1.3 |

            Next comes the test, and then the words in the README that say how all of it is used.

            """;

    /// In pieces as small as a model's.
    private static final List<String> TOKENS = List.of(TEXT.split("(?<=[ \n])|(?<=\\G[^ \n]{6})"));

    private Prose() {}

    /// Of a text without an end.
    static String token(int index) {
        return TOKENS.get(index % TOKENS.size());
    }

    /// How long so many of them are on average.
    static double tokenLength() {
        return (double) TEXT.length() / TOKENS.size();
    }

    /// Some of it, of about this length, another for each number.
    static String some(int number, int length) {
        int from = number * 97 % TEXT.length();
        return (TEXT.substring(from) + TEXT).substring(0, Math.min(length, TEXT.length()));
    }
}
