package dev.slipway.backend.bundle;

import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes one session's file: first what it says of itself, then its events, then its outputs and attachments. One
/// thread.
public final class BundleWriter {
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

    private final ZipOutputStream zip;
    private final SessionId session;

    private BundleWriter(ZipOutputStream zip, SessionId session) {
        this.zip = zip;
        this.session = session;
    }

    /// @param out not closed
    public static BundleWriter begin(OutputStream out, SessionManifest manifest) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(SessionManifest.NAME));
        zip.write(Json.pretty(manifest).getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry(SessionManifest.EVENTS));
        return new BundleWriter(zip, manifest.sessionId());
    }

    /// One more event, as the socket tells it. All of them come before anything else.
    ///
    /// @param json on one line
    public void event(String epoch, long seq, long atMs, byte[] json) throws IOException {
        String head = "{\"type\":\"logged\",\"sessionId\":\"" + session + "\",\"epoch\":\"" + epoch + "\",\"seq\":"
                + seq + ",\"atMs\":" + atMs + ",\"event\":";
        zip.write(head.getBytes(StandardCharsets.UTF_8));
        zip.write(json);
        zip.write(END);
    }

    /// What is written to it until the next call is a file of that name; not to be closed.
    public OutputStream file(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return zip;
    }

    /// Without it the file isn't whole.
    public void end() throws IOException {
        zip.finish();
    }
}
