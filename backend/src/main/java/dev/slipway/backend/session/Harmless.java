package dev.slipway.backend.session;

import dev.slipway.protocol.AsideEvent.SpendingNoted;
import dev.slipway.protocol.AsideEvent.TitleSuggested;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlEvent.PromptEdited;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.HostAllowed;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.QuestionAsked;
import dev.slipway.protocol.SessionEvent.TitleChanged;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of a file as they may be shown here: what people and backends can't say isn't said, and nothing in them is to
/// be carried out. Those that a Slipway wrote stay as they are, but for what would not work here. Pure.
final class Harmless {
    private static final int LONGEST_WORD = 300;
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_OPTIONS = 20;
    private static final int MOST_EDITORS = 100;
    private static final long LONGEST_TURN_MS = Duration.ofDays(3650).toMillis();

    private Harmless() {}

    static SessionEvent event(SessionEvent event) {
        return switch (event) {
            case TitleChanged e -> new TitleChanged(e.requestId(), line(e.title(), ClientMessage.LONGEST_TITLE));
            case PromptQueued e -> prompt(e);
            case PromptEdited e ->
                new PromptEdited(e.requestId(), e.promptId(), e.person(), cut(e.text(), ClientMessage.LONGEST_PROMPT));
            case QuestionAsked e -> asked(e);
            case TitleSuggested e ->
                new TitleSuggested(
                        e.turnId(), e.title() == null ? null : line(e.title(), ClientMessage.LONGEST_TITLE), e.usage());
            case SpendingNoted e -> new SpendingNoted(e.turnId(), word(e.about()), cut(e.message(), LONGEST_TEXT));
            case HostAllowed e -> new HostAllowed(e.requestId(), e.person(), word(e.host()));
            case TurnStarted e -> started(e);
            case PromptSteered e -> new PromptSteered(e.turnId(), e.promptId(), prompt(e.prompt()));
            case CommitMade e -> committed(e);
            case TurnFinished e ->
                new TurnFinished(
                        e.turnId(),
                        e.outcome(),
                        e.message(),
                        Math.clamp(e.durationMs(), 0, LONGEST_TURN_MS),
                        e.usage());
            case SessionEvent _ -> event;
        };
    }

    /// On one line, and no longer than that.
    static String line(String text, int most) {
        return cut(text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " "), most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    static String word(String text) {
        return line(text, LONGEST_WORD);
    }

    private static TurnStarted started(TurnStarted event) {
        PromptQueued prompt = event.prompt();
        return new TurnStarted(
                event.turnId(),
                event.promptId(),
                word(event.model()),
                event.rehearsal(),
                prompt == null ? null : prompt(prompt));
    }

    private static PromptQueued prompt(PromptQueued prompt) {
        return new PromptQueued(
                prompt.requestId(),
                prompt.promptId(),
                prompt.author(),
                cut(prompt.text(), ClientMessage.LONGEST_PROMPT),
                prompt.model(),
                prompt.effort(),
                attached(prompt.attachments()),
                prompt.mode(),
                prompt.answers(),
                editors(prompt.editors()));
    }

    private static @Nullable List<Person> editors(@Nullable List<Person> editors) {
        return editors == null ? null : editors.stream().limit(MOST_EDITORS).toList();
    }

    private static QuestionAsked asked(QuestionAsked event) {
        List<String> options = event.options().stream()
                .limit(MOST_OPTIONS)
                .map(option -> cut(option, LONGEST_TEXT))
                .toList();
        return new QuestionAsked(event.turnId(), event.toolCallId(), cut(event.question(), LONGEST_TEXT), options);
    }

    private static @Nullable List<Attachment> attached(@Nullable List<Attachment> attachments) {
        if (attachments == null) return null;
        return attachments.stream()
                .limit(ClientMessage.MOST_ATTACHMENTS)
                .map(a -> new Attachment(
                        a.attachmentId(), Attachments.named(a.name()), Attachments.typed(a.mediaType()), a.sizeBytes()))
                .toList();
    }

    /// The command would bring a branch that isn't here, or do anything else.
    private static CommitMade committed(CommitMade event) {
        String notice = event.notice();
        return new CommitMade(
                event.turnId(),
                word(event.commit()),
                word(event.branch()),
                word(event.subject()),
                null,
                notice == null ? null : cut(notice, LONGEST_TEXT));
    }
}
