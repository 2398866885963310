package dev.slipway.backend.session;

import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// Which turn an event is a part of.
final class TurnEvents {
    private TurnEvents() {}

    /// Null for what happened to the session or to a waiting prompt.
    static @Nullable TurnId turnOf(SessionEvent event) {
        return switch (event) {
            case SessionEvent.TurnStarted e -> e.turnId();
            case SessionEvent.TurnResumed e -> e.turnId();
            case ControlEvent e -> turnOf(e);
            case SessionEvent.SandboxStarting e -> e.turnId();
            case SessionEvent.SandboxReady e -> e.turnId();
            case SessionEvent.ThinkingFinished e -> e.turnId();
            case SessionEvent.AnswerFinished e -> e.turnId();
            case SessionEvent.AnswerInterrupted e -> e.turnId();
            case SessionEvent.ToolStarted e -> e.turnId();
            case SessionEvent.ToolFinished e -> e.turnId();
            case SessionEvent.QuestionAsked e -> e.turnId();
            case SessionEvent.StepFinished e -> e.turnId();
            case SessionEvent.ModelRetrying e -> e.turnId();
            case SessionEvent.ContextCompacted e -> e.turnId();
            case SessionEvent.FilesChanged e -> e.turnId();
            case SessionEvent.CommitMade e -> e.turnId();
            case SessionEvent.SnapshotTaken e -> e.turnId();
            case SessionEvent.SnapshotFailed e -> e.turnId();
            case SessionEvent.EgressRefused e -> e.turnId();
            case AsideEvent.ServicesFailed e -> e.turnId();
            case SessionEvent.FilesSyncing e -> e.turnId();
            case SessionEvent.TurnFinished e -> e.turnId();
            case AsideEvent.SpendingNoted e -> e.turnId();
            case SessionEvent.SessionCreated _,
                    SessionEvent.BaseNoted _,
                    SessionEvent.PromptQueued _,
                    SessionEvent.TitleChanged _,
                    SessionEvent.SessionArchived _,
                    SessionEvent.SessionRestored _,
                    SessionEvent.TurnsUndone _,
                    SessionEvent.HostAllowed _,
                    SharingEvent _,
                    AsideEvent.TitleSuggested _,
                    SessionEvent.Unknown _ -> null;
        };
    }

    private static @Nullable TurnId turnOf(ControlEvent event) {
        return switch (event) {
            case ControlEvent.StopRequested e -> e.turnId();
            case ControlEvent.PromptSteered e -> e.turnId();
            case ControlEvent.PromptEdited _, ControlEvent.PromptCancelled _, ControlEvent.PromptMoved _ -> null;
        };
    }
}
