package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkouts whose line ends aren't those of their commits, as native git makes them.
class ApplyLineEndsTest extends ApplyScene {

    @BeforeEach
    void files() throws Exception {
        sh(project.folder(), """
                printf 'one\\ntwo\\n' > text.txt; printf 'one\\r\\ntwo\\r\\n' > crlf.txt
                printf 'one\\r\\ntwo\\n' > mixed.txt; printf 'a\\0\\n' > binary
                """);
        begin();
    }

    private String content(String path) throws IOException {
        return Files.readString(project.folder().resolve(path));
    }

    private void checkOutAnew() {
        sh(project.folder(), "rm -rf * ; git checkout -q -f HEAD; git reset -q --hard");
    }

    private void changeAll() {
        sh(workspace.folder(), """
                printf 'ONE\\ntwo\\n' > text.txt; printf 'ONE\\r\\ntwo\\r\\n' > crlf.txt
                printf 'ONE\\r\\ntwo\\n' > mixed.txt; printf 'b\\0\\n' > binary; printf 'n\\nn\\n' > new.txt
                """);
        turn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git config core.autocrlf true",
                "git config --file ../home/.gitconfig core.autocrlf true",
                "git config core.eol crlf; echo '* text=auto' > .git/info/attributes",
                "echo '*.txt text eol=crlf' > .git/info/attributes"
            })
    void filesCheckedOutWithOtherEndsAreUnchangedAndAreWrittenWithThem(String setting) throws Exception {
        sh(project.folder(), setting);
        sh(project.folder(), "if [ -f ../home/.gitconfig ]; then git config core.autocrlf true; fi");
        checkOutAnew();
        if (Files.exists(temp.resolve("home/.gitconfig"))) project.git("config", "--unset", "core.autocrlf");
        assertThat(content("text.txt")).as("git made it so").isEqualTo("one\r\ntwo\r\n");
        changeAll();
        assertThat(written()).contains("binary", "crlf.txt", "new.txt", "text.txt");
        assertThat(content("text.txt")).isEqualTo("ONE\r\ntwo\r\n");
        assertThat(content("new.txt")).isEqualTo("n\r\nn\r\n");
        assertThat(content("crlf.txt")).isEqualTo("ONE\r\ntwo\r\n");
        assertThat(content("binary")).isEqualTo("b\0\n");
        assertThat(written()).as("again").isEmpty();
    }

    @Test
    void withAutocrlfInputFilesAreWrittenAsTheyAre() throws Exception {
        project.git("config", "core.autocrlf", "input");
        checkOutAnew();
        changeAll();
        written();
        assertThat(content("text.txt")).isEqualTo("ONE\ntwo\n");
        assertThat(content("crlf.txt")).isEqualTo("ONE\r\ntwo\r\n");
        assertThat(written()).isEmpty();
        assertThat(project.git("diff", "--numstat", "text.txt")).isEqualTo("1\t1\ttext.txt");
    }

    @Test
    void aFileInWhichOnlyTheEndsWereChangedIsUnchangedAsGitSaysIt() throws Exception {
        project.git("config", "core.autocrlf", "true");
        // Git warns only where it looks at the file again, which is a matter of clock ticks.
        project.git("config", "core.safecrlf", "false");
        project.write("text.txt", "one\ntwo\n");
        assertThat(project.git("diff", "--name-only", "text.txt")).isEmpty();
        changeAll();
        assertThat(written()).contains("text.txt");
        assertThat(content("text.txt")).isEqualTo("ONE\r\ntwo\r\n");
    }

    @Test
    void withoutAnySettingAChangedLineEndIsAChange() throws Exception {
        project.write("text.txt", "one\r\ntwo\r\n");
        changeAll();
        assertThat(inTheWay()).contains("text.txt has changes that are not committed");
    }

    @Test
    void attributesThatTheSessionBringsHoldForWhatItWrites() throws Exception {
        workspace.write(".gitattributes", "*.txt text eol=crlf\n");
        changeAll();
        written();
        assertThat(content("new.txt")).isEqualTo("n\r\nn\r\n");
        assertThat(written()).isEmpty();
        project.git("add", "-A");
        project.git("fetch", "-q", workspace.folder().toString(), tips.getLast());
        assertThat(project.git("diff", "--cached", "--name-only", tips.getLast(), "--", "new.txt", "text.txt"))
                .isEmpty();
    }

    @Test
    void executableBitsThatMeanNothingHereAreNoChange() throws Exception {
        project.git("config", "core.fileMode", "false");
        sh(project.folder(), "chmod +x text.txt");
        changeAll();
        assertThat(written()).contains("text.txt");
        assertThat(written()).isEmpty();
    }

    @Test
    void linksThatThisCheckoutHasNoneOfStandAgainstIt() throws Exception {
        project.git("config", "core.symlinks", "false");
        sh(workspace.folder(), "ln -s text.txt link");
        turn();
        assertThat(inTheWay()).contains("link is a link, which this checkout has none of");
    }
}
