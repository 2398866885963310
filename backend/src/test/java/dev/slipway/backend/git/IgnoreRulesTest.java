package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.WorkspaceFiles.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "*",
            "?",
            "**",
            "/",
            "/",
            "[ab]",
            "[!a]",
            "\\a",
            ".x",
            "c d",
            "[[:alpha:]]",
            "[a-c]",
            "\\*",
            "[]a]");

    private static final Set<String> FOLDERS = Set.of("a", "b", "a/b", "a.x", "b/a", "b/a/b");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rulesMeanWhatTheyMeanToNativeGit(long seed) throws Exception {
        Random random = new Random(seed);
        GitRepository repository = GitRepository.init(temp);
        List<String> files = new ArrayList<>();
        for (String folder : List.of("", "a/", "b/", "a/b/", "a.x/c d/", "b/a/b/"))
            for (String name : List.of("a", "b", "c", "a.x", ".x", "c d", "ab", "*", "a]", "ab.x", "]"))
                if (!Files.isDirectory(temp.resolve(folder + name)) && !FOLDERS.contains(folder + name)) {
                    repository.write(folder + name, "x");
                    files.add(folder + name);
                }
        for (int round = 0; round < 12; round++) {
            repository.write(".gitignore", rules(random));
            repository.write("a/.gitignore", rules(random));
            TreeSet<String> expected = new TreeSet<>(List.of(repository
                    .git(
                            "-c",
                            "core.quotePath=false",
                            "ls-files",
                            "-z",
                            "--others",
                            "--ignored",
                            "--exclude-per-directory=.gitignore")
                    .split("\0")));
            TreeSet<String> found = new TreeSet<>();
            IgnoredPaths ignored = new IgnoredPaths(new FolderFiles(temp));
            for (String file : files) if (ignored.ignored(file, Type.file)) found.add(file);
            expected.removeIf(path -> path.isEmpty() || path.endsWith(".gitignore"));
            assertThat(found)
                    .as(
                            "seed %d, round %d, rules:%n%s%nin a:%n%s",
                            seed,
                            round,
                            Files.readString(temp.resolve(".gitignore")),
                            Files.readString(temp.resolve("a/.gitignore")))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPatternMadeToBacktrackCostsNothing() {
        String stars = "a*".repeat(400) + "b";
        IgnoreRules rules = IgnoreRules.parse(stars + "\n" + "**/a/".repeat(150) + "b");
        assertThat(rules.ignored("a".repeat(255), Type.file)).isNull();
        assertThat(rules.ignored("a/".repeat(1000) + "a", Type.file)).isNull();
    }

    private static String rules(Random random) {
        StringBuilder rules = new StringBuilder();
        for (int line = 0; line < 3; line++) {
            if (random.nextInt(4) == 0) rules.append('!');
            for (int part = 1 + random.nextInt(4); part > 0; part--)
                rules.append(PARTS.get(random.nextInt(PARTS.size())));
            rules.append(random.nextInt(5) == 0 ? "  \n" : "\n");
        }
        return rules.toString();
    }
}
