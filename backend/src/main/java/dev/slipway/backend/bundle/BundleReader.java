package dev.slipway.backend.bundle;

import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Reads one session's file as it comes, however hostile it is: in the order in which it is written, names that are
/// expected and no others, each once, and no more than the bounds here allow. Nothing is unpacked to where a name in it
/// says. One thread.
public final class BundleReader {
    public static final int MOST_EVENTS = 500_000;
    public static final int LONGEST_LINE = 8 << 20;
    public static final long LARGEST_WHOLE = 4L << 30;
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final int MOST_FILES = 100_000;
    /// What a zip may be longer than what is in it.
    private static final long LARGEST_FRAME = 64L << 20;
    private static final String ID = "[a-z0-9]{6,32}";

    private final ZipInputStream zip;
    private final Bounded content;
    private final Receiver to;
    private final Set<String> seen = new HashSet<>();
    private int outputs;
    private int attachments;

    /// Takes what is in the file, in this order. What it throws comes out of [#read].
    public interface Receiver {
        /// Once, before anything else.
        void manifest(SessionManifest manifest);

        /// Neither the order nor the sense of them was looked at.
        void event(Logged logged);

        /// @param content to be read before this returns; not to be closed
        void output(BlockId block, InputStream content);

        /// @param content to be read before this returns; not to be closed
        void attachment(AttachmentId attachment, InputStream content);
    }

    private BundleReader(InputStream in, Receiver to, long atMost) {
        // It can be endless though nothing comes out of it.
        this.zip = new ZipInputStream(new Bounded(in, atMost + LARGEST_FRAME));
        this.content = new Bounded(zip, atMost);
        this.to = to;
    }

    /// Gives all of it to the receiver. Blocks for as long as it comes.
    ///
    /// @param in not closed
    /// @throws BadBundle where it is no such file, or not whole
    /// @throws UncheckedIOException where it doesn't come
    public static void read(InputStream in, Receiver to) {
        read(in, to, LARGEST_WHOLE);
    }

    /// @param atMost bytes, when it is unpacked
    static void read(InputStream in, Receiver to, long atMost) {
        try {
            new BundleReader(in, to, atMost).read();
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static RuntimeException failure(IOException e) {
        return e instanceof ZipException || e instanceof EOFException
                ? new BadBundle("The file is damaged or cut off.")
                : new UncheckedIOException("the file doesn't come whole", e);
    }

    private void read() throws IOException {
        if (!SessionManifest.NAME.equals(next())) throw new BadBundle("This is no exported session.");
        SessionManifest manifest = manifest();
        if (manifest.format() > SessionManifest.FORMAT)
            throw new BadBundle(
                    "A newer Slipway wrote this file (format " + manifest.format() + "); update this one to read it.");
        to.manifest(manifest);
        if (!SessionManifest.EVENTS.equals(next())) throw new BadBundle("The file has no events.");
        long events = events();
        for (String name = next(); name != null; name = next()) file(name);
        if (events != manifest.events() || outputs != manifest.outputs() || attachments != manifest.attachments())
            throw new BadBundle("The file is cut off, or was changed: it doesn't hold what it says.");
    }

    /// Null at the end.
    private @Nullable String next() throws IOException {
        ZipEntry entry;
        try {
            entry = zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new BadBundle("The file is damaged: it holds a name that is none.");
        }
        if (entry == null) return null;
        if (!seen.add(entry.getName())) throw new BadBundle("The file holds something twice.");
        if (seen.size() > MOST_FILES) throw tooMuch("holds more than " + MOST_FILES + " files");
        return entry.getName();
    }

    private SessionManifest manifest() throws IOException {
        byte[] json = content.readNBytes(LARGEST_MANIFEST + 1);
        try {
            if (json.length <= LARGEST_MANIFEST) return Json.read(json, SessionManifest.class);
        } catch (BadJson e) {
            // Told below.
        }
        throw new BadBundle("What the file says of itself can't be understood.");
    }

    private long events() throws IOException {
        Lines lines = new Lines(content, LONGEST_LINE);
        long count = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            count++;
            if (count > MOST_EVENTS) throw tooMuch("holds more than " + MOST_EVENTS + " events");
            to.event(event(line, count));
        }
        return count;
    }

    private static Logged event(byte[] line, long number) {
        try {
            if (Json.read(line, ServerMessage.class) instanceof Logged logged) return logged;
            throw new BadBundle("Line " + number + " of the events is no event.");
        } catch (BadJson e) {
            throw new BadBundle("Line " + number + " of the events can't be understood: " + e.getMessage() + ".");
        }
    }

    private void file(String name) throws IOException {
        if (name.matches(SessionManifest.OUTPUTS + ID)) {
            outputs++;
            to.output(new BlockId(name.substring(SessionManifest.OUTPUTS.length())), content);
        } else if (name.matches(SessionManifest.ATTACHMENTS + ID)) {
            attachments++;
            to.attachment(new AttachmentId(name.substring(SessionManifest.ATTACHMENTS.length())), content);
        } else throw new BadBundle("The file holds something that is in no exported session.");
        // What nobody wanted is counted, too.
        content.transferTo(OutputStream.nullOutputStream());
    }

    static BadBundle tooMuch(String what) {
        return new BadBundle("The file is larger than what can be taken in: it " + what + ".");
    }
}
