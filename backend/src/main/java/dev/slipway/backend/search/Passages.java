package dev.slipway.backend.search;

import dev.slipway.backend.store.Row;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SearchRow;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Found.Place;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be found of an event, and what it spent. Pure.
final class Passages {
    private static final int LONGEST = 200_000;
    private static final String TITLE = "title";
    /// No turn's id.
    private static final String ALL_TURNS = "*";

    /// The types that [#of] makes something of.
    private static final Set<String> TYPES = Stream.of(
                    SessionEvent.SessionCreated.class,
                    SessionEvent.StepFinished.class,
                    SessionEvent.ContextCompacted.class,
                    SessionEvent.TurnFinished.class,
                    SessionEvent.PromptQueued.class,
                    ControlEvent.PromptEdited.class,
                    SessionEvent.TitleChanged.class,
                    AsideEvent.TitleSuggested.class,
                    SessionEvent.TurnStarted.class,
                    SessionEvent.AnswerFinished.class,
                    SessionEvent.AnswerInterrupted.class,
                    SessionEvent.QuestionAsked.class,
                    SessionEvent.ToolStarted.class,
                    SessionEvent.CommitMade.class)
            .map(Json::typeOf)
            .collect(Collectors.toUnmodifiableSet());

    private Passages() {}

    /// Empty where nothing of it can be found, or where it can't be read.
    static List<SearchRow> of(Row row) {
        if (!TYPES.contains(row.type())) return List.of();
        try {
            SessionEvent event = Json.read(row.json(), SessionEvent.class);
            if (event instanceof AsideEvent.TitleSuggested e) return suggested(row, e);
            SearchRow found = of(row, event);
            return found == null ? List.of() : List.of(found);
        } catch (BadJson e) {
            return List.of();
        }
    }

    private static List<SearchRow> suggested(Row row, AsideEvent.TitleSuggested event) {
        SearchRow spent = new SearchRow.Titled(event.turnId().value(), tokens(event.usage()));
        return event.title() == null ? List.of(spent) : List.of(spent, title(row, event.title()));
    }

    private static @Nullable SearchRow of(Row row, SessionEvent event) {
        if (event instanceof SessionEvent.PromptQueued e)
            return prompt(row, e.promptId(), person(e.author().email()), e.text());
        if (event instanceof ControlEvent.PromptEdited e) return prompt(row, e.promptId(), null, e.text());
        if (event instanceof SessionEvent.TitleChanged e) return title(row, e.title());
        if (event instanceof SessionEvent.TurnStarted e) return began(row, e);
        if (event instanceof SessionEvent.AnswerFinished e) return said(row, Place.answer, e.turnId(), e.text());
        if (event instanceof SessionEvent.AnswerInterrupted e) return said(row, Place.answer, e.turnId(), e.text());
        if (event instanceof SessionEvent.QuestionAsked e) return said(row, Place.question, e.turnId(), e.question());
        if (event instanceof SessionEvent.ToolStarted e)
            return said(row, Place.tool, e.turnId(), e.tool() + " " + e.title());
        if (event instanceof SessionEvent.CommitMade e) return said(row, Place.commit, e.turnId(), e.subject());
        return Passages.spent(event);
    }

    private static @Nullable SearchRow spent(SessionEvent event) {
        if (event instanceof SessionEvent.SessionCreated e)
            return new SearchRow.Created(e.repository().value(), inherits(e));
        if (event instanceof SessionEvent.StepFinished e)
            return new SearchRow.Used(e.turnId().value(), tokens(e.usage()));
        if (event instanceof SessionEvent.ContextCompacted e)
            return new SearchRow.Used(e.turnId().value(), tokens(e.usage()));
        if (event instanceof SessionEvent.TurnFinished e)
            return new SearchRow.Ended(e.turnId().value(), tokens(e.usage()));
        return null;
    }

    /// What was spent elsewhere is never this installation's, to whichever turn that goes on.
    private static @Nullable String inherits(SessionEvent.SessionCreated e) {
        if (e.importedFrom() != null) return ALL_TURNS;
        return e.forkedFrom() == null ? null : e.forkedFrom().turnId().value();
    }

    private static SearchRow began(Row row, SessionEvent.TurnStarted e) {
        String person = e.prompt() == null ? null : person(e.prompt().author().email());
        return new SearchRow.Began(e.promptId().value(), e.turnId().value(), row.atMs(), e.model(), person);
    }

    private static SearchRow.Tokens tokens(Usage usage) {
        return new SearchRow.Tokens(
                usage.inputTokens(), usage.outputTokens(), usage.cacheReadTokens(), usage.cacheWriteTokens());
    }

    private static SearchRow prompt(Row row, PromptId prompt, @Nullable String person, String text) {
        return new SearchRow.Passage(
                row.seq(), row.atMs(), Place.prompt.name(), prompt.value(), null, person, plain(text));
    }

    private static SearchRow title(Row row, String title) {
        return new SearchRow.Passage(row.seq(), row.atMs(), Place.title.name(), TITLE, null, null, plain(title));
    }

    private static SearchRow said(Row row, Place place, TurnId turn, String text) {
        return new SearchRow.Passage(row.seq(), row.atMs(), place.name(), null, turn.value(), null, plain(text));
    }

    /// As a person is kept and looked for.
    static String person(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /// Cut, and without what stands for something else in a snippet.
    private static String plain(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.replace(SearchFile.BEGIN, ' ').replace(SearchFile.END, ' ').replace('\0', ' ');
    }
}
