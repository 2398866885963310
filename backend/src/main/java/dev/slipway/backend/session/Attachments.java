package dev.slipway.backend.session;

import dev.slipway.backend.agent.AttachmentSource;
import dev.slipway.backend.store.AttachmentFiles;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.json.Json;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people gave to one session to go with its prompts. Thread-safe.
final class Attachments implements AttachmentSource {
    static final int MOST_UNUSED = 40;
    /// A person may be writing the prompt for this long.
    private static final Duration KEPT_UNUSED = Duration.ofDays(1);

    /// In characters, of which the last ones say what kind of file it is.
    private static final int LONGEST_NAME = 140;

    private static final int KEPT_END = 20;
    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,100}";
    private static final String NO_TYPE = "application/octet-stream";

    private final AttachmentFiles files;

    Attachments(AttachmentFiles files) {
        this.files = files;
    }

    /// Takes one in; it survives a power cut when this returns. Blocks for as long as it comes.
    ///
    /// @param name as the sender says, whatever that is
    /// @param mediaType as the sender says, or null
    /// @param used those that prompts have
    /// @throws Refused where it is too large, or too many wait for a prompt
    Attachment keep(String name, @Nullable String mediaType, InputStream content, Set<AttachmentId> used) {
        Set<String> taken = values(used);
        long unused = files.ids().stream().filter(id -> !taken.contains(id)).count();
        if (unused >= MOST_UNUSED)
            throw new Refused(
                    ErrorCode.too_much,
                    MOST_UNUSED + " attachments wait for a prompt in this session already. Send some of them first.");
        AttachmentId id = AttachmentId.fresh();
        long size = files.receive(id.value(), content, ClientMessage.LARGEST_ATTACHMENT_BYTES);
        if (size < 0) throw Refused.tooLarge();
        Attachment kept = new Attachment(id, named(name), typed(mediaType), size);
        files.complete(id.value(), Json.bytes(kept));
        return kept;
    }

    /// @param ids null for none
    /// @throws Refused where one of them isn't there
    List<Attachment> find(@Nullable List<AttachmentId> ids) {
        if (ids == null) return List.of();
        return ids.stream().map(id -> about(id).orElseThrow(() -> unknown(id))).toList();
    }

    /// @throws Refused where it isn't there
    AttachedFile read(AttachmentId id) {
        Attachment about = about(id).orElseThrow(() -> unknown(id));
        return new AttachedFile(about, open(id).orElseThrow(() -> unknown(id)));
    }

    @Override
    public Optional<InputStream> open(AttachmentId id) {
        return files.open(id.value());
    }

    /// Deletes what has waited for a prompt for more than a day.
    void sweep(Set<AttachmentId> used, Instant now) {
        files.sweep(values(used), now.minus(KEPT_UNUSED));
    }

    private Optional<Attachment> about(AttachmentId id) {
        return files.about(id.value()).map(json -> Json.read(json, Attachment.class));
    }

    private static Set<String> values(Set<AttachmentId> ids) {
        return ids.stream().map(AttachmentId::value).collect(Collectors.toSet());
    }

    private static Refused unknown(AttachmentId id) {
        return new Refused(
                ErrorCode.not_found, "There is no attachment " + id + " in this session. Add the file once more.");
    }

    /// The last part of a path, on one line, for people.
    static String named(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String line =
                last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (line.isEmpty() || line.equals(".") || line.equals("..")) return "file";
        int[] all = line.codePoints().toArray();
        if (all.length <= LONGEST_NAME) return line;
        return new String(all, 0, LONGEST_NAME - KEPT_END) + "…" + new String(all, all.length - KEPT_END, KEPT_END);
    }

    static String typed(@Nullable String mediaType) {
        if (mediaType == null) return NO_TYPE;
        String plain = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return plain.matches(TOKEN + "/" + TOKEN) ? plain : NO_TYPE;
    }
}
