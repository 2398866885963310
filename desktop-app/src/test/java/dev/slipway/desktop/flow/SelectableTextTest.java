package dev.slipway.desktop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.flow.SelectableText.Part;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.util.List;
import javafx.scene.layout.VBox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectableTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "שלום עולם ",
                "abc שלום def, ",
                "שלוםעולם",
                "مرحبا بالعالم ",
                "مرحبابالعالم",
                "नमस्ते दुनिया ",
                "สวัสดีชาวโลก",
                "日本語の",
                "😀👩‍👩‍👧 ",
                "e\u0301\u0301\u0301",
                "x",
                "\t",
                "\n",
                "\u200b",
                "١٢٣ "
            })
    void anyTextIsLaidOutAtAnyWidth(String words) {
        try (Window window = Window.show(300, 100, ThemeChoice.light, VBox::new)) {
            Window.run(() -> {
                for (double width = 120; width < 500; width += 19) {
                    SelectableText text = new SelectableText();
                    text.show(List.of(new Part(words.repeat(60), "t", null), new Part(words, "t strong", null)));
                    text.resize(width, text.prefHeight(width));
                    text.layout();
                    text.select(3, 20);
                    assertThat(text.offsetAt(10, 10)).isNotNegative();
                }
            });
            assertThat(window.scene()).isNotNull();
        }
    }
}
