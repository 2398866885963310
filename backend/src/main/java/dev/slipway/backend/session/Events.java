package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Between events and the rows they are kept in.
final class Events {
    private Events() {}

    static NewRow row(SessionEvent event) {
        return new NewRow(Json.typeOf(event.getClass()), text(event.requestId()), Json.bytes(event));
    }

    static NewRow row(BoardEvent event) {
        return new NewRow(Json.typeOf(event.getClass()), text(event.requestId()), Json.bytes(event));
    }

    static SessionEvent event(Entry entry) {
        return Json.read(entry.json(), SessionEvent.class);
    }

    /// The blocks whose drafts an event puts an end to.
    static List<String> endedBlocks(SessionEvent event) {
        return switch (event) {
            case SessionEvent.AnswerFinished e -> List.of(e.blockId().value());
            case SessionEvent.ThinkingFinished e -> List.of(e.blockId().value());
            case SessionEvent.AnswerInterrupted e -> List.of(e.blockId().value());
            case SessionEvent.ToolFinished e -> List.of(e.blockId().value());
            case SessionEvent.SessionCreated e -> List.of();
            case SessionEvent.BaseNoted e -> List.of();
            case SessionEvent.PromptQueued e -> List.of();
            case ControlEvent e -> List.of();
            case SessionEvent.TitleChanged e -> List.of();
            case SessionEvent.SessionArchived e -> List.of();
            case SessionEvent.SessionRestored e -> List.of();
            case SessionEvent.HostAllowed e -> List.of();
            case SharingEvent e -> List.of();
            case AsideEvent e -> List.of();
            case SessionEvent.TurnStarted e -> List.of();
            case SessionEvent.TurnResumed e -> List.of();
            case SessionEvent.SandboxStarting e -> List.of();
            case SessionEvent.SandboxReady e -> List.of();
            case SessionEvent.FilesSyncing e -> List.of();
            case SessionEvent.ToolStarted e -> List.of();
            case SessionEvent.EgressRefused e -> List.of();
            case SessionEvent.QuestionAsked e -> List.of();
            case SessionEvent.StepFinished e -> List.of();
            case SessionEvent.ModelRetrying e -> List.of();
            case SessionEvent.ContextCompacted e -> List.of();
            case SessionEvent.FilesChanged e -> List.of();
            case SessionEvent.CommitMade e -> List.of();
            case SessionEvent.SnapshotTaken e -> List.of();
            case SessionEvent.SnapshotFailed e -> List.of();
            case SessionEvent.TurnsUndone e -> List.of();
            case SessionEvent.TurnFinished e -> List.of();
            case SessionEvent.Unknown e -> List.of();
        };
    }

    private static @Nullable String text(@Nullable RequestId id) {
        return id == null ? null : id.value();
    }
}
