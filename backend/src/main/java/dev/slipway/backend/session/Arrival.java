package dev.slipway.backend.session;

import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What becomes of the events of a file: each keeps its place, and those that may not stand here, or don't follow from
/// what came before, become nothing. One thread.
final class Arrival {
    private static final String NOTHING = "left_out";
    private static final byte[] NOTHING_JSON = ("{\"type\":\"" + NOTHING + "\"}").getBytes(StandardCharsets.US_ASCII);
    private static final String CUT = "The session was exported while this went on; what came of it isn't in the file.";
    /// Of what grows with each event that it is told again.
    private static final int MOST_AT_ONCE = 1_000;
    /// The same of what is long.
    private static final int MOST_TEXTS = 100;

    private final SessionId id;
    private final RequestId request;
    private final Person person;
    private final long nowMs;
    private final Map<AttachmentId, Attachment> attached = new HashMap<>();
    private final Set<BlockId> blocks = new HashSet<>();
    private SessionFacts facts = SessionFacts.EMPTY;
    private @Nullable SessionManifest manifest;
    private long seq;
    private long atMs;

    /// @param person who takes it in
    Arrival(SessionId id, RequestId request, Person person, long nowMs) {
        this.id = id;
        this.request = request;
        this.person = person;
        this.nowMs = nowMs;
    }

    SessionId id() {
        return id;
    }

    void manifest(SessionManifest told) {
        manifest = told;
        atMs = Math.clamp(told.exportedAtMs(), 0, nowMs);
    }

    /// How many rows come before this event's own.
    ///
    /// @return below 0 where it comes too late
    long missingBefore(Logged logged) {
        return logged.seq() - seq - 1;
    }

    /// The row of an event that the file doesn't have.
    NewRow missing() {
        return seq == 0 ? created(null) : nothing();
    }

    NewRow row(Logged logged) {
        atMs = Math.clamp(logged.atMs(), 0, nowMs);
        if (seq == 0) return created(logged.event() instanceof SessionCreated told ? told : null);
        SessionEvent event = Harmless.event(logged.event());
        if (!mayStand(event)) return nothing();
        try {
            facts = facts.apply(atMs, event);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // As after something that is missing, or where it would be more than can be counted.
            return nothing();
        }
        remember(event);
        return row(event);
    }

    /// What ends all that would go on.
    List<NewRow> closing() {
        List<NewRow> rows = new ArrayList<>();
        if (seq == 0) rows.add(created(null));
        atMs = nowMs;
        if (facts.title().isEmpty() && !told().title().isBlank())
            rows.add(more(Harmless.event(new SessionEvent.TitleChanged(null, told().title()))));
        RunningTurn turn = facts.turn();
        if (turn != null)
            rows.add(more(new SessionEvent.TurnFinished(
                    turn.started().turnId(),
                    Outcome.stopped,
                    CUT,
                    Math.max(0, facts.changedAtMs() - turn.startedAtMs()),
                    turn.usage())));
        for (PromptQueued waiting : facts.waiting())
            rows.add(more(new ControlEvent.PromptCancelled(RequestId.fresh(), waiting.promptId(), person)));
        return rows;
    }

    /// Whether there is a tool call with this output.
    boolean has(BlockId block) {
        return blocks.contains(block);
    }

    Optional<Attachment> find(AttachmentId attachment) {
        return Optional.ofNullable(attached.get(attachment));
    }

    /// @param told the beginning as it was there; null where it is missing
    private NewRow created(@Nullable SessionCreated told) {
        SessionManifest manifest = told();
        SessionManifest.Missing missing = manifest.missing();
        SessionCreated created = new SessionCreated(
                request,
                id,
                person,
                told == null ? manifest.repository() : told.repository(),
                told == null ? "" : Harmless.word(told.base()),
                told == null ? "" : Harmless.word(told.baseCommit()),
                told == null ? "" : Harmless.word(told.model()),
                null,
                new ImportedFrom(
                        manifest.sessionId(),
                        told == null ? manifest.person() : told.person(),
                        manifest.exportedAtMs(),
                        nowMs,
                        Harmless.line(manifest.version(), 100),
                        missing == null ? 0 : Math.max(0, missing.events())));
        facts = facts.apply(atMs, created);
        seq++;
        return new NewRow(Json.typeOf(SessionCreated.class), request.value(), Json.bytes(created), atMs);
    }

    private NewRow more(SessionEvent event) {
        facts = facts.apply(atMs, event);
        return row(event);
    }

    /// It answers no command that was given here.
    private NewRow row(SessionEvent event) {
        seq++;
        return new NewRow(Json.typeOf(event.getClass()), null, Json.bytes(event), atMs);
    }

    private NewRow nothing() {
        seq++;
        return new NewRow(NOTHING, null, NOTHING_JSON, atMs);
    }

    private boolean mayStand(SessionEvent event) {
        RunningTurn turn = facts.turn();
        return switch (event) {
            case SessionEvent.Unknown _,
                    SessionCreated _,
                    SharingEvent _,
                    SessionEvent.SessionArchived _,
                    SessionEvent.SessionRestored _ -> false;
            case PromptQueued _ -> facts.waiting().size() < QueuePolicy.LONGEST_QUEUE;
            case SessionEvent.HostAllowed _ -> facts.allowedHosts().size() < MOST_AT_ONCE;
            case SessionEvent.ToolStarted _ -> turn != null && turn.calls().size() < MOST_AT_ONCE;
            case AsideEvent.SpendingNoted _ -> facts.tally().noted().size() < MOST_AT_ONCE;
            case SessionEvent.QuestionAsked _ ->
                facts.course().questions().all().size() < MOST_TEXTS;
            case ControlEvent.PromptSteered _ -> turn != null && turn.steered().size() < MOST_TEXTS;
            case SessionEvent _ -> true;
        };
    }

    private void remember(SessionEvent event) {
        if (event instanceof PromptQueued e) e.attached().forEach(a -> attached.put(a.attachmentId(), a));
        if (event instanceof SessionEvent.ToolFinished e) blocks.add(e.blockId());
    }

    private SessionManifest told() {
        if (manifest == null) throw new IllegalStateException("what the file says of itself comes first");
        return manifest;
    }
}
