package dev.slipway.backend.session;

import dev.slipway.backend.bundle.BundleReader;
import dev.slipway.backend.store.Incoming;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes what arrives where it is no session yet, a page at a time. One thread.
final class ArrivalStore implements BundleReader.Receiver {
    private static final int PAGE_ROWS = 500;
    private static final long PAGE_BYTES = 1 << 20;
    /// A command's whole output is cut at 64 MB.
    private static final long LARGEST_OUTPUT = 72L << 20;

    private final Arrival arrival;
    private final Incoming incoming;
    private final Lane lane;
    private final List<NewRow> page = new ArrayList<>();
    private long bytes;

    ArrivalStore(Arrival arrival, Incoming incoming, Lane lane) {
        this.arrival = arrival;
        this.incoming = incoming;
        this.lane = lane;
    }

    @Override
    public void manifest(SessionManifest manifest) {
        arrival.manifest(manifest);
    }

    @Override
    public void event(Logged logged) {
        // Before anything is counted with it: there is no number that a file can't hold.
        if (logged.seq() > BundleReader.MOST_EVENTS)
            throw new Refused(
                    ErrorCode.too_much,
                    "The file is of a session of more than " + BundleReader.MOST_EVENTS + " events.");
        long missing = logged.seq() < 1 ? -1 : arrival.missingBefore(logged);
        if (missing < 0) throw new Refused(ErrorCode.invalid_message, "The file's events are not in their order.");
        for (long i = 0; i < missing; i++) keep(arrival.missing());
        keep(arrival.row(logged));
    }

    @Override
    public void output(BlockId block, InputStream content) {
        if (!arrival.has(block)) return;
        if (incoming.output(block.value(), content, LARGEST_OUTPUT) < 0)
            throw new Refused(ErrorCode.too_much, "An output in the file is larger than any that is kept.");
    }

    @Override
    public void attachment(AttachmentId id, InputStream content) {
        Optional<Attachment> told = arrival.find(id);
        if (told.isEmpty()) return;
        long size = incoming.attachments().receive(id.value(), content, ClientMessage.LARGEST_ATTACHMENT_BYTES);
        if (size < 0)
            throw new Refused(ErrorCode.too_much, "An attachment in the file is larger than any that is kept.");
        Attachment about = told.get();
        incoming.attachments()
                .complete(id.value(), Json.bytes(new Attachment(id, about.name(), about.mediaType(), size)));
    }

    /// All has come: it becomes a session.
    void end() {
        arrival.closing().forEach(this::keep);
        write();
        lane.call(() -> {
            incoming.settle(arrival.id().value());
            return incoming;
        });
    }

    private void keep(NewRow row) {
        page.add(row);
        bytes += row.json().length;
        if (page.size() >= PAGE_ROWS || bytes >= PAGE_BYTES) write();
    }

    private void write() {
        lane.call(() -> {
            incoming.append(List.copyOf(page));
            return incoming;
        });
        page.clear();
        bytes = 0;
    }
}
