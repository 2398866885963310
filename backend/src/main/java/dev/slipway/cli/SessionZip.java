package dev.slipway.cli;

import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// An exported session's file, read without a backend. One thread; closed by who opened it.
final class SessionZip implements AutoCloseable {
    private static final int LARGEST = 8 << 20;

    private final Path file;
    private final ZipFile zip;

    private SessionZip(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static SessionZip open(Path file) {
        try {
            return new SessionZip(file, new ZipFile(file.toFile()));
        } catch (IOException e) {
            throw bad(file);
        }
    }

    SessionManifest manifest() {
        try (InputStream in = content(SessionManifest.NAME)) {
            return Json.read(in.readNBytes(LARGEST), SessionManifest.class);
        } catch (IOException | BadJson e) {
            throw bad(file);
        }
    }

    /// Takes the events in their order.
    interface Taker {
        void take(Logged logged) throws InterruptedException;
    }

    void events(Taker to) throws InterruptedException {
        try (InputStream in = new BufferedInputStream(content(SessionManifest.EVENTS))) {
            for (byte[] line = line(in); line != null; line = line(in))
                if (Json.read(line, ServerMessage.class) instanceof Logged logged) to.take(harmless(logged));
        } catch (IOException | BadJson e) {
            throw bad(file);
        }
    }

    /// The command that brings a commit could be any.
    private static Logged harmless(Logged logged) {
        if (!(logged.event() instanceof CommitMade e)) return logged;
        CommitMade event = new CommitMade(e.turnId(), e.commit(), e.branch(), e.subject(), null, e.notice());
        return new Logged(logged.sessionId(), logged.epoch(), logged.seq(), logged.atMs(), event);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw bad(file);
        }
    }

    private InputStream content(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) throw bad(file);
        return zip.getInputStream(entry);
    }

    /// Null at the end.
    private byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) return line.size() == 0 ? null : line.toByteArray();
            if (line.size() == LARGEST) throw bad(file);
            line.write(b);
        }
        return line.toByteArray();
    }

    private static Exit bad(Path file) {
        return new Exit(Exit.FAILED, file + " is no exported session, or not a whole one.");
    }
}
