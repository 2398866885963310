package dev.slipway.backend.session;

import dev.slipway.backend.bundle.BundleWriter;
import dev.slipway.backend.git.Branches;
import dev.slipway.backend.store.Row;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One session on its way to a file. One thread; closed by who asked for it.
public final class Export implements AutoCloseable {
    private static final int PIECE = 256 * 1024;
    /// Who may do what here is nobody's concern elsewhere. Folds to nothing, and keeps its place.
    private static final byte[] LEFT_OUT = "{\"type\":\"left_out\"}".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> SHARING =
            Json.records(SharingEvent.class).stream().map(Json::typeOf).collect(Collectors.toUnmodifiableSet());

    private final ExportPlan plan;
    private final SessionManifest manifest;
    private final String epoch;
    private final ExportRows rows;
    private final SessionFiles files;

    Export(ExportPlan plan, SessionManifest manifest, String epoch, ExportRows rows, SessionFiles files) {
        this.plan = plan;
        this.manifest = manifest;
        this.epoch = epoch;
        this.rows = rows;
        this.files = files;
    }

    public SessionManifest manifest() {
        return manifest;
    }

    /// `slipway-<slug>-<id>.zip`
    public String name() {
        return Branches.name(manifest.title(), manifest.sessionId()).replace('/', '-') + ".zip";
    }

    /// Blocks for as long as it is taken; holds a page of it at a time.
    ///
    /// @param out not closed
    public void write(OutputStream out) throws IOException {
        String id = manifest.sessionId().value();
        BundleWriter to = BundleWriter.begin(out, manifest);
        for (List<Row> page = rows.after(0);
                !page.isEmpty();
                page = rows.after(page.getLast().seq()))
            for (Row row : page)
                if (plan.has(row))
                    to.event(epoch, row.seq(), row.atMs(), SHARING.contains(row.type()) ? LEFT_OUT : row.json());
        for (String block : plan.outputs()) output(id, block, to.file(SessionManifest.OUTPUTS + block));
        for (String attachment : plan.attachments()) {
            OutputStream file = to.file(SessionManifest.ATTACHMENTS + attachment);
            try (InputStream content = files.attachments(id)
                    .open(attachment)
                    .orElseThrow(() -> new IOException("an attachment is gone"))) {
                content.transferTo(file);
            }
        }
        to.end();
    }

    private void output(String id, String block, OutputStream to) throws IOException {
        long size = files.outputs(id).size(block);
        for (long at = 0; at < size; ) {
            byte[] part = files.outputs(id).read(block, at, (int) Math.min(PIECE, size - at));
            if (part.length == 0) throw new IOException("an output is gone");
            to.write(part);
            at += part.length;
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
