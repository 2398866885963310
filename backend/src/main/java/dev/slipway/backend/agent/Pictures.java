package dev.slipway.backend.agent;

import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The attached images that a model is shown in one turn: the newest ones, within what vendors take in one request.
/// What an image is, its first bytes say. On the turn's thread only.
///
/// Anthropic counts an image's 5 MB after it was encoded, and takes 32 MB in all:
/// <https://docs.anthropic.com/en/docs/build-with-claude/vision>.
final class Pictures {
    static final int LARGEST_BYTES = 5 * 1024 * 1024 / 4 * 3;
    static final int MOST = 20;
    static final long MOST_BYTES = 16L << 20;

    private static final int MOST_LOOKED_AT = 200;
    private static final int HEAD_BYTES = 12;

    private final AttachmentSource source;
    private final Map<AttachmentId, String> mediaTypes = new HashMap<>();
    private final Map<AttachmentId, Part.Image> read = new HashMap<>();
    private int lookedAt;
    private long bytes;
    private boolean refused;

    private Pictures(AttachmentSource source) {
        this.source = source;
    }

    static Pictures none() {
        return new Pictures(AttachmentSource.NONE);
    }

    /// Those of the prompts whose turns began. The same for all of one turn's model calls, so that prompt caches hit.
    static Pictures of(List<SessionEvent> events, AttachmentSource source) {
        Pictures pictures = new Pictures(source);
        newestFirst(events).forEach(pictures::take);
        return pictures;
    }

    /// Those of a prompt that steers the turn, as far as there is room beside those that are shown already.
    void add(SessionEvent.PromptQueued prompt) {
        prompt.attached().forEach(this::take);
    }

    private void take(Attachment attachment) {
        if (mediaTypes.size() == MOST || lookedAt == MOST_LOOKED_AT) return;
        lookedAt++;
        if (attachment.sizeBytes() > LARGEST_BYTES || bytes + attachment.sizeBytes() > MOST_BYTES) return;
        Optional<String> mediaType = mediaType(bytes(attachment.attachmentId(), HEAD_BYTES));
        if (mediaType.isEmpty()) return;
        mediaTypes.put(attachment.attachmentId(), mediaType.get());
        bytes += attachment.sizeBytes();
    }

    /// Present where it is an image that this turn shows.
    Optional<Part.Image> show(Attachment attachment) {
        AttachmentId id = attachment.attachmentId();
        String mediaType = mediaTypes.get(id);
        if (refused || mediaType == null) return Optional.empty();
        return Optional.of(read.computeIfAbsent(
                id, i -> new Part.Image(mediaType, Base64.getEncoder().encodeToString(bytes(i, LARGEST_BYTES)))));
    }

    /// Whether any is shown.
    boolean any() {
        return !refused && !mediaTypes.isEmpty();
    }

    /// The model doesn't take them: none is shown any more.
    void refuse() {
        refused = true;
        read.clear();
    }

    private byte[] bytes(AttachmentId id, int atMost) {
        Optional<InputStream> content = source.open(id);
        if (content.isEmpty()) return new byte[0];
        try (InputStream in = content.get()) {
            return in.readNBytes(atMost);
        } catch (IOException e) {
            throw new UncheckedIOException("an attachment can't be read", e);
        }
    }

    private static List<Attachment> newestFirst(List<SessionEvent> events) {
        Map<PromptId, SessionEvent.PromptQueued> prompts = new HashMap<>();
        List<Attachment> all = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof SessionEvent.PromptQueued e && !e.attached().isEmpty()) prompts.put(e.promptId(), e);
            if (event instanceof SessionEvent.TurnStarted e && prompts.containsKey(e.promptId()))
                all.addAll(prompts.get(e.promptId()).attached().reversed());
            if (event instanceof ControlEvent.PromptSteered e)
                all.addAll(e.prompt().attached().reversed());
        }
        // Prompts are begun oldest first; within one the first counts most.
        return all.reversed();
    }

    private static Optional<String> mediaType(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) return Optional.of("image/png");
        if (start.startsWith("\u00ff\u00d8\u00ff")) return Optional.of("image/jpeg");
        if (Set.of("GIF87a", "GIF89a").contains(start.substring(0, Math.min(6, start.length()))))
            return Optional.of("image/gif");
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) return Optional.of("image/webp");
        return Optional.empty();
    }
}
