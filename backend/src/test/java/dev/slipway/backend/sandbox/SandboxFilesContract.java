package dev.slipway.backend.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.Sandbox.FileStatus;
import dev.slipway.backend.sandbox.Sandbox.FileStatus.Type;
import dev.slipway.backend.sandbox.Sandbox.Hits.Hit;
import dev.slipway.backend.sandbox.Sandbox.Listing.Entry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What every engine's sandboxes do with files.
public abstract class SandboxFilesContract extends SandboxScene {
    @Test
    void whatIsWrittenIsReadBackInParts() throws Exception {
        try (Sandbox sandbox = start()) {
            byte[] content = new byte[5_000_000];
            new java.util.Random(1).nextBytes(content);
            sandbox.write("new/folder/file", content);
            Sandbox.FileBytes part = sandbox.read("new/folder/file", 4_999_990, 100);
            assertThat(part.sizeBytes()).isEqualTo(content.length);
            assertThat(part.content()).isEqualTo(java.util.Arrays.copyOfRange(content, 4_999_990, 5_000_000));
            assertThat(sandbox.read("/workspace/new/folder/file", 0, content.length)
                            .content())
                    .isEqualTo(content);
            assertThat(sandbox.read("new/folder/file", 6_000_000, 10).content()).isEmpty();
        }
    }

    @Test
    void aFileKeepsItsModeWhenItIsReplaced() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(sandbox, "echo old > run; chmod 750 run");
            sandbox.write("run", bytes("new"));
            FileStatus status = sandbox.status("run").orElseThrow();
            assertThat(status.mode() & 0777).isEqualTo(0750);
            assertThat(status.executable()).isTrue();
            assertThat(status.sizeBytes()).isEqualTo(3);
        }
    }

    @Test
    void aLinkIsWrittenThroughAndToldAsALink() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(sandbox, "echo old > real; ln -s real link; ln -s nowhere dangling");
            sandbox.write("link", bytes("new"));
            assertThat(sandbox.read("real", 0, 10).content()).isEqualTo(bytes("new"));
            assertThat(sandbox.status("link").orElseThrow().type()).isEqualTo(Type.link);
            assertThat(sandbox.status("link").orElseThrow().linkTarget()).isEqualTo("real");
            assertThat(sandbox.status("dangling").orElseThrow().linkTarget()).isEqualTo("nowhere");
        }
    }

    @Test
    void whatCantBeReadOrWrittenIsRefusedAndNothingHangs() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(sandbox, "mkdir folder; mkfifo pipe; ln -s loop loop");
            for (String path : new String[] {"none", "folder", "pipe", "loop", "a\0b", "x/../../../../etc/shadow"})
                assertThatThrownBy(() -> sandbox.read(path, 0, 10))
                        .as(path)
                        .isInstanceOfSatisfying(
                                SandboxException.class,
                                e -> assertThat(e.lost()).isFalse());
            for (String path : new String[] {"folder", "pipe", "loop", "a\0b", "folder/", ""})
                assertThatThrownBy(() -> sandbox.write(path, bytes("x")))
                        .as(path)
                        .isInstanceOf(SandboxException.class);
            assertThat(sandbox.status("none")).isEmpty();
            assertThat(sandbox.status("pipe").orElseThrow().type()).isEqualTo(Type.other);
            assertThat(shell(sandbox, "echo alive").output()).isEqualTo("alive\n");
        }
    }

    @Test
    void namesOfEveryKindAreListedAsTheyAre() throws Exception {
        try (Sandbox sandbox = start()) {
            String longest = "n".repeat(255);
            for (String name : new String[] {"new\nline", "esc\u001b[31m", "ünï", "-rf", " ", "*", longest})
                sandbox.write("names/" + name, bytes("x"));
            assertThat(sandbox.list("names", null, 100).entries())
                    .extracting(Entry::path)
                    .containsExactlyInAnyOrder("new\nline", "esc\u001b[31m", "ünï", "-rf", " ", "*", longest);
            assertThat(sandbox.read("names/new\nline", 0, 9).content()).isEqualTo(bytes("x"));
        }
    }

    @Test
    void listingsAreSortedAndCutAndLeaveOutGit() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(sandbox, "mkdir -p .git/x src/deep; touch .git/x/a b.txt src/a.txt src/deep/c.txt src/deep/d.md");
            Sandbox.Listing all = sandbox.list("", "**/*.txt", 10);
            assertThat(all.entries()).extracting(Entry::path).containsExactly("b.txt", "src/a.txt", "src/deep/c.txt");
            assertThat(all.cut()).isFalse();
            Sandbox.Listing cut = sandbox.list("", "**/*.txt", 2);
            assertThat(cut.entries()).hasSize(2);
            assertThat(cut.cut()).isTrue();
            assertThat(sandbox.list("src", "*.txt", 10).entries())
                    .extracting(Entry::path)
                    .containsExactly("a.txt");
            assertThat(sandbox.list("src", null, 10).entries())
                    .extracting(Entry::type)
                    .containsExactly(Type.file, Type.folder);
            assertThatThrownBy(() -> sandbox.list("none", null, 10)).isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void searchFindsLinesInTextFilesOnly() throws Exception {
        try (Sandbox sandbox = start()) {
            sandbox.write("a.txt", bytes("one\ntwo three\nthree\n"));
            sandbox.write("deep/b.md", bytes("x three y " + "z".repeat(2000) + "\n"));
            sandbox.write("binary", new byte[] {'t', 'h', 'r', 'e', 'e', 0, 1});
            sandbox.write(".git/config", bytes("three\n"));
            assertThat(sandbox.search("", "thre+", "**/*.txt", 10).hits())
                    .containsExactly(new Hit("a.txt", 2, "two three"), new Hit("a.txt", 3, "three"));
            Sandbox.Hits all = sandbox.search("", "three$|x three", null, 10);
            assertThat(all.hits()).extracting(Hit::path).containsExactly("a.txt", "a.txt", "deep/b.md");
            assertThat(all.hits().getLast().text()).hasSizeLessThanOrEqualTo(500);
            assertThat(sandbox.search("", "three", null, 1).cut()).isTrue();
            assertThatThrownBy(() -> sandbox.search("", "(", null, 10))
                    .isInstanceOfSatisfying(
                            SandboxException.class, e -> assertThat(e.lost()).isFalse());
        }
    }

    @Test
    void aSearchThroughHostileFilesComesToAnEnd() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(
                    sandbox,
                    "mkfifo pipe; ln -s / root; ln -s . self; head -c 3000000 /dev/zero | tr '\\0' a > one-line");
            assertThat(sandbox.search("", "nothing like it", null, 10).hits()).isEmpty();
            assertThat(sandbox.list("", "**", 100).entries())
                    .extracting(Entry::path)
                    .containsExactlyInAnyOrder("one-line", "pipe", "root", "self");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
