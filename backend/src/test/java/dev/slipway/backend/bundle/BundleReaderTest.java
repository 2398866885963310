package dev.slipway.backend.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReaderTest {
    private static final String EVENT =
            "{\"type\":\"logged\",\"sessionId\":\"session1\",\"epoch\":\"e\",\"seq\":1,\"atMs\":5,"
                    + "\"event\":{\"type\":\"title_changed\",\"title\":\"Hello\"}}\n";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    /// What came out of a file, in words.
    private static class Words implements BundleReader.Receiver {
        private final List<String> all = new ArrayList<>();

        @Override
        public void manifest(SessionManifest manifest) {
            all.add("manifest " + manifest.title());
        }

        @Override
        public void event(Logged logged) {
            all.add("event " + logged.seq());
        }

        @Override
        public void output(BlockId block, InputStream content) {
            all.add("output " + block + " " + text(content));
        }

        @Override
        public void attachment(AttachmentId attachment, InputStream content) {
            all.add("attachment " + attachment);
        }

        private static String text(InputStream content) {
            try {
                return new String(content.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static SessionManifest manifest(int format, long events, int outputs, int attachments) {
        return new SessionManifest(
                format,
                "0.1.0",
                new SessionId("session1"),
                "Hello",
                new RepositoryName("hello"),
                null,
                5,
                events,
                outputs,
                attachments,
                null);
    }

    private BundleReaderTest entry(String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
        return this;
    }

    private BundleReaderTest begun(long events, int outputs, int attachments) throws IOException {
        return entry(SessionManifest.NAME, Json.text(manifest(1, events, outputs, attachments)))
                .entry(SessionManifest.EVENTS, EVENT);
    }

    private byte[] made() throws IOException {
        zip.finish();
        return bytes.toByteArray();
    }

    private static List<String> read(byte[] file) {
        Words words = new Words();
        BundleReader.read(new ByteArrayInputStream(file), words);
        return words.all;
    }

    private void refused(String why) throws IOException {
        byte[] file = made();
        assertThatThrownBy(() -> read(file)).isInstanceOf(BadBundle.class).hasMessageContaining(why);
    }

    @Test
    void whatIsWrittenIsReadTheSameAndThoseNotLookedAtArePassedOver() throws IOException {
        BundleWriter writer = BundleWriter.begin(bytes, manifest(1, 2, 1, 1));
        byte[] json = "{\"type\":\"title_changed\",\"title\":\"Hello\"}".getBytes(UTF_8);
        writer.event("e", 1, 5, json);
        writer.event("e", 7, 6, json);
        writer.file(SessionManifest.OUTPUTS + "block1").write("some words".getBytes(UTF_8));
        writer.file(SessionManifest.ATTACHMENTS + "attach1").write(new byte[100_000]);
        writer.end();
        assertThat(read(bytes.toByteArray()))
                .containsExactly(
                        "manifest Hello", "event 1", "event 7", "output block1 some words", "attachment attach1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd",
                "outputs/../../x",
                "outputs/",
                "outputs/block1/x",
                "outputs/BLOCK1",
                "/outputs/block1",
                "outputs\\block1",
                "attachments/attach1.json",
                "log.db",
                "__MACOSX/x",
                "outputs/block1\u0000"
            })
    void aNameThatNoExportHasIsRefused(String name) throws IOException {
        begun(1, 1, 0).entry(name, "x").refused("in no exported session");
    }

    @Test
    void nothingIsThereTwice() throws IOException {
        // The writer of zips refuses that itself.
        byte[] file = begun(1, 2, 0)
                .entry("outputs/block1", "x")
                .entry("outputs/block2", "y")
                .made();
        byte[] name = "outputs/block2".getBytes(UTF_8);
        for (int i = 0; i + name.length <= file.length; i++)
            if (Arrays.equals(Arrays.copyOfRange(file, i, i + name.length), name)) file[i + name.length - 1] = '1';
        assertThatThrownBy(() -> read(file)).isInstanceOf(BadBundle.class).hasMessageContaining("twice");
    }

    @Test
    void theOrderIsAsItIsWritten() throws IOException {
        entry(SessionManifest.EVENTS, EVENT)
                .entry(SessionManifest.NAME, Json.text(manifest(1, 1, 0, 0)))
                .refused("no exported session");
    }

    @Test
    void eventsMayNotBeMissing() throws IOException {
        entry(SessionManifest.NAME, Json.text(manifest(1, 0, 1, 0)))
                .entry("outputs/block1", "x")
                .refused("no events");
    }

    @Test
    void whatHoldsLessThanItSaysIsRefused() throws IOException {
        begun(1, 1, 0).refused("cut off");
    }

    @Test
    void whatHoldsMoreThanItSaysIsRefused() throws IOException {
        begun(1, 0, 0).entry("outputs/block1", "x").refused("cut off");
    }

    @Test
    void aNewerFormatIsRefusedWithWhatToDo() throws IOException {
        entry(SessionManifest.NAME, Json.text(manifest(2, 0, 0, 0))).refused("update this one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"format\":1}", "\u0000", "{\"format\":1e999}"})
    void aManifestThatIsNoneIsRefused(String text) throws IOException {
        entry(SessionManifest.NAME, text).refused("can't be understood");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json\n",
                "\n",
                "{}\n",
                "{\"type\":\"logged\"}\n",
                "{\"type\":\"heartbeat_answered\"}\n",
                "{\"type\":\"nobody knows\"}\n",
                "{\"type\":\"logged\",\"sessionId\":\"session1\",\"epoch\":\"e\",\"seq\":1,\"atMs\":5,\"event\":{\"type\":\"answer_finished\"}}\n",
                "{\"type\":\"logged\",\"sessionId\":\"../..\",\"epoch\":\"e\",\"seq\":1,\"atMs\":5,\"event\":{\"type\":\"x\"}}\n"
            })
    void aLineThatIsNoEventIsRefused(String line) throws IOException {
        entry(SessionManifest.NAME, Json.text(manifest(1, 2, 0, 0)))
                .entry(SessionManifest.EVENTS, EVENT + line)
                .refused("Line 2");
    }

    @Test
    void aLineWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        entry(SessionManifest.NAME, Json.text(manifest(1, 1, 0, 0)));
        zip.putNextEntry(new ZipEntry(SessionManifest.EVENTS));
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        for (int i = 0; i < 9; i++) zip.write(spaces);
        refused("8 MB");
    }

    @Test
    void aBombIsNotUnpackedToItsEnd() throws IOException {
        // Zeros of 16 MB each are 16 kB in the file; nobody wants them, and they count all the same.
        long atMost = 64 << 20;
        begun(1, 5, 0);
        byte[] zeros = new byte[16 << 20];
        for (int file = 0; file < 5; file++) {
            zip.putNextEntry(new ZipEntry(SessionManifest.OUTPUTS + "block" + file));
            zip.write(zeros);
        }
        byte[] made = made();
        assertThat(made.length).isLessThan(1 << 20);
        long[] read = {0};
        Words words = new Words() {
            @Override
            public void output(BlockId block, InputStream content) {
                try {
                    read[0] += content.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        assertThatThrownBy(() -> BundleReader.read(new ByteArrayInputStream(made), words, atMost))
                .isInstanceOf(BadBundle.class)
                .hasMessageContaining("64 MB");
        assertThat(read[0]).isLessThanOrEqualTo(atMost);
    }

    @Test
    void whereverAFileIsCutOffItIsRefused() throws IOException {
        byte[] file = begun(1, 1, 0)
                .entry("outputs/block1", "some words ".repeat(100))
                .made();
        // What follows the last file is the zip's own directory, which nobody needs.
        int directory = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        for (int length = 0; length < directory; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut)).as("%s bytes", length).isInstanceOf(BadBundle.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFileThatIsWrittenOverIsReadOrRefusedAndBreaksNothing(long seed) throws IOException {
        byte[] file = begun(1, 1, 0)
                .entry("outputs/block1", "some words ".repeat(100))
                .made();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] broken = file.clone();
            for (int i = 0; i < 3; i++) broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                read(broken);
            } catch (BadBundle e) {
                assertThat(e.getMessage()).as("seed %s, round %s", seed, round).isNotBlank();
            }
        }
    }
}
