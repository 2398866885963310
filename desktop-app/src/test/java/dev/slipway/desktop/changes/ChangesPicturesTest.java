package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.FileChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is to be looked at: both themes, all widths, hostile content.
class ChangesPicturesTest {
    private static final String JAVA = """
            package org.example;

            import java.util.List;

            /** Greets people. */
            class Greeter {
            \tprivate final List<String> names = List.of("Ada", "Grace");

            \tString greet(String name) {
            \t\t// Quietly.
            \t\treturn "Hello, " + name + 42;
            \t}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"light, 360", "dark, 360", "light, 560", "dark, 900", "light, 1100", "dark, 1100"})
    void changesOfSomeFiles(ThemeChoice theme, int width) {
        try (Scene scene = new Scene(folder, folder)) {
            fill(scene.source);
            scene.settings.change(s -> s.withSplitDiff(true));
            scene.begins("turn01", "Add a --shout option, which says it louder");
            scene.commits("turn01", null);
            scene.ends("turn01");
            try (Window window = Window.show(width, 720, theme, () -> new ChangesPane(scene.model()))) {
                Window.run(() -> {
                    DiffModel diff = scene.model().diff();
                    diff.select(5, Selection.Side.right, false);
                    diff.select(7, Selection.Side.right, true);
                });
                assertThat(window.picture("changes-" + theme + "-" + width)).isNotEmpty();
                Window.run(() -> {
                    scene.model().diff().toFile("src/hostile.txt", true);
                    scene.model().askApply();
                });
                assertThat(window.picture("changes-hostile-" + theme + "-" + width))
                        .isNotEmpty();
            }
        }
    }

    static void fill(FakeSource source) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 60; i++) lines.add("    int value" + i + " = " + i + ";");
        String before = JAVA + String.join("\n", lines) + "\n}\n";
        String after = before.replace(
                        "return \"Hello, \" + name + 42;", "return \"Hello, \" + name.toUpperCase() + 43;")
                .replace("value30 = 30", "value30 = 3000")
                .replace("    int value31 = 31;\n", "")
                .replace("    int value50 = 50;\n", "    int value50 = 50;\n    String fresh = \"new\";\n\n");
        source.with("src/main/java/org/example/Greeter.java", before, after);
        source.with("docs/a-" + "very-long-".repeat(28) + "name.md", "", "# New\n\nText with `code`\n");
        source.with("old/gone.py", "def f():\n    return 1\n", "");
        source.with(
                "src/hostile.txt",
                "kept\n漢字のテキスト alpha\nשלום עולם one\nplain\r\nend",
                "kept\n漢字のテキスト beta\nשלום עולם two\nplain\nesc\u001b[31mred\u202egnp.exe\nbidi\n\ttabs\there\n"
                        + "x".repeat(6000) + "\nend\n");
        source.files.put("img/logo.png", new FileChange("img/logo.png", FileChange.Kind.modified, 0, 0, true));
        source.diffs.put(
                "img/logo.png",
                "diff --git a/img/logo.png b/img/logo.png\nindex 1..2 100644\nBinary files a/img/logo.png and b/img/logo.png differ\n");
        source.files.put("run.sh", new FileChange("run.sh", FileChange.Kind.modified, 0, 0, false));
        source.diffs.put("run.sh", "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n");
        source.files.put("big.csv", new FileChange("big.csv", FileChange.Kind.added, 120_000, 0, false));
        source.files.put("שלום/漢\u202e字.txt", new FileChange("שלום/漢\u202e字.txt", FileChange.Kind.added, 1, 0, false));
        source.diffs.put("שלום/漢\u202e字.txt", Diff.of("x", "", "one\n", 3));
    }
}
