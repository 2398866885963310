package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.OutputSink;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of one build, in a file that others read while it grows: its first [#MOST_BYTES], and at the end what came
/// last. A disk that is full costs the log and not the build. Thread-safe; closed by whoever opened it.
final class BuildOutput implements OutputSink, AutoCloseable {
    static final long MOST_BYTES = 4L << 20;
    private static final int KEPT = 16 << 10;
    private static final int SHOWN = 4000;
    private static final Logger LOG = LoggerFactory.getLogger(BuildOutput.class);

    // Not a channel, which an interrupt would close.
    private final OutputStream file;
    private byte[] end = {};
    private long written;
    private long leftOut;
    private boolean broken;

    private BuildOutput(OutputStream file) {
        this.file = file;
    }

    static BuildOutput open(Path path) throws IOException {
        return new BuildOutput(new FileOutputStream(path.toFile()));
    }

    /// A line of our own.
    void say(String line) {
        output((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void output(byte[] bytes) {
        int kept = Math.min(end.length, Math.max(0, KEPT - bytes.length));
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(end, end.length - kept, end.length), kept + bytes.length);
        System.arraycopy(bytes, 0, joined, kept, bytes.length);
        end = joined.length <= KEPT ? joined : Arrays.copyOfRange(joined, joined.length - KEPT, joined.length);
        int room = (int) Math.min(bytes.length, MOST_BYTES - written);
        write(bytes, room);
        leftOut += bytes.length - room;
    }

    /// The last lines, for people who look at nothing else.
    synchronized String end() {
        String text = new String(end, StandardCharsets.UTF_8).stripTrailing();
        if (text.length() <= SHOWN) return text;
        String cut = text.substring(text.length() - SHOWN);
        int line = cut.indexOf('\n');
        return line < 0 ? cut : cut.substring(line + 1);
    }

    @Override
    public synchronized void close() {
        try {
            if (leftOut > 0) {
                int last = (int) Math.min(end.length, leftOut);
                String words = "\n[" + (leftOut - last) + " bytes are left out here]\n";
                byte[] gap = words.getBytes(StandardCharsets.UTF_8);
                write(gap, gap.length);
                write(Arrays.copyOfRange(end, end.length - last, end.length), last);
            }
            file.close();
        } catch (IOException e) {
            LOG.warn("a build's log could not be closed: {}", e.toString());
        }
    }

    private void write(byte[] bytes, int length) {
        if (broken || length <= 0) return;
        try {
            file.write(bytes, 0, length);
            written += length;
        } catch (IOException e) {
            broken = true;
            LOG.warn("a build's log can't be written any more: {}", e.toString());
        }
    }
}
