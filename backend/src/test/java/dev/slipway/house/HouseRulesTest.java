package dev.slipway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Sizes, names and notices that keep the rooms small.
class HouseRulesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_METHOD = 40;
    private static final Pattern METHOD = Pattern.compile(
            "^( {4}| {8})(?!(return|throw|new|else|yield|case|switch|if|for|while|try|do)\\b)[^/*@}=]*\\(.*$");
    private static final Pattern UNWANTED_NAME =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Service|Info|Data)\\.java");

    @Test
    void filesStayUnderThreeHundredLines() {
        assertThat(sources(".java", ".c", ".h", ".ts").filter(f -> lines(f).size() > LONGEST_FILE))
                .as("a file that is longer holds two things: split it")
                .isEmpty();
    }

    @Test
    void methodsStayUnderFortyLines() {
        List<String> tooLong = new ArrayList<>();
        sources(".java").forEach(file -> tooLong.addAll(longMethods(file)));
        assertThat(tooLong)
                .as("a method that is longer does two things: split it")
                .isEmpty();
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        assertThat(sources(".java")
                        .filter(f -> f.toString().contains("/src/main/"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(sources(".java")
                        .filter(f -> UNWANTED_NAME.matcher(f.toString()).matches()))
                .isEmpty();
    }

    private static List<String> longMethods(Path file) {
        List<String> found = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            var method = METHOD.matcher(lines.get(i));
            if (!method.matches()) continue;
            int end = endOf(lines, i, method.group(1));
            if (end - i + 1 > LONGEST_METHOD) found.add(file + ":" + (i + 1) + " has " + (end - i + 1) + " lines");
        }
        return found;
    }

    private static int endOf(List<String> lines, int start, String indent) {
        boolean opened = false;
        for (int i = start; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.endsWith("{")) opened = true;
            else if (!opened && (line.endsWith(";") || line.endsWith("{}"))) return i;
            if (opened && line.startsWith(indent + "}")) return i;
        }
        return start;
    }

    private static Stream<Path> sources(String... endings) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(f -> Stream.of(endings).anyMatch(e -> f.toString().endsWith(e)))
                    .filter(f -> !ROOT.relativize(f).toString().matches("(.*/)?(target|node_modules|\\.git)/.*"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
