package dev.slipway.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentFilesTest {
    @TempDir
    Path session;

    private static InputStream bytes(int size) {
        return new ByteArrayInputStream(new byte[size]);
    }

    private AttachmentFiles files() {
        return new AttachmentFiles(session);
    }

    private void keep(String id) {
        files().receive(id, bytes(10), 100);
        files().complete(id, new byte[] {1});
    }

    @Test
    void oneIsThereOnceItIsComplete() throws IOException {
        assertThat(files().ids()).isEmpty();
        assertThat(files().receive("one", bytes(100), 100)).isEqualTo(100);
        assertThat(files().about("one")).isEmpty();
        assertThat(files().open("one")).isEmpty();
        files().complete("one", new byte[] {1, 2});
        assertThat(files().about("one"))
                .hasValueSatisfying(about -> assertThat(about).containsExactly(1, 2));
        try (InputStream content = files().open("one").orElseThrow()) {
            assertThat(content.readAllBytes()).hasSize(100);
        }
        assertThat(files().ids()).containsExactly("one");
    }

    @Test
    void oneThatIsTooLargeLeavesNothing() {
        assertThat(files().receive("one", bytes(101), 100)).isNegative();
        assertThat(files().receive("two", bytes(1_000_000), 100)).isNegative();
        assertThat(files().ids()).isEmpty();
    }

    @Test
    void oneThatBreaksOffLeavesNothing() {
        InputStream broken = new InputStream() {
            private int left = 70_000;

            @Override
            public int read() throws IOException {
                if (left-- > 0) return 1;
                throw new IOException("the sender is gone");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> files().receive("one", broken, 100_000)).isInstanceOf(UncheckedIOException.class);
        assertThat(files().ids()).isEmpty();
    }

    @Test
    void nothingIsMadeForASessionThatIsGone() {
        AttachmentFiles gone = new AttachmentFiles(session.resolve("gone"));
        assertThatThrownBy(() -> gone.receive("one", bytes(1), 100)).isInstanceOf(StorageFailed.class);
        assertThat(session.resolve("gone")).doesNotExist();
        assertThat(gone.ids()).isEmpty();
        gone.sweep(Set.of(), Instant.MAX);
    }

    @Test
    void oldOnesThatNobodyUsesAreSweptWithWhatAKillLeft() throws IOException {
        keep("used");
        keep("unused");
        files().receive("half", bytes(5), 100);
        Instant old = Instant.parse("2026-01-01T00:00:00Z");
        try (var all = Files.list(session.resolve("attachments"))) {
            for (Path file : all.toList()) Files.setLastModifiedTime(file, FileTime.from(old));
        }
        keep("fresh");
        files().sweep(Set.of("used"), old);
        assertThat(files().ids()).hasSize(4);
        files().sweep(Set.of("used"), old.plusSeconds(1));
        assertThat(files().ids()).containsExactly("fresh", "used");
        assertThat(files().about("used")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../one", "a/b", ".", "", "a.json", "ONE"})
    void anIdLeadsToNoOtherFile(String id) {
        assertThatThrownBy(() -> files().open(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files().receive(id, bytes(1), 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
