package dev.slipway.protocol;

import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The prompts that wait, the next one first: the fold of what was told of them, which server and clients share.
/// First those that go ahead, then those that queue. What is about a prompt that isn't there changes nothing. Pure.
public final class PromptQueue {
    private PromptQueue() {}

    public static List<PromptQueued> with(List<PromptQueued> waiting, PromptQueued more) {
        List<PromptQueued> now = new ArrayList<>(waiting);
        now.add(more.mode() == PromptMode.stop_and_send ? 0 : more.goesAhead() ? ahead(waiting) : now.size(), more);
        return List.copyOf(now);
    }

    public static List<PromptQueued> after(List<PromptQueued> waiting, ControlEvent event) {
        return switch (event) {
            case ControlEvent.PromptEdited e ->
                waiting.stream()
                        .map(p -> p.promptId().equals(e.promptId()) ? edited(p, e) : p)
                        .toList();
            case ControlEvent.PromptCancelled e -> without(waiting, e.promptId());
            case ControlEvent.PromptSteered e -> without(waiting, e.promptId());
            case ControlEvent.PromptMoved e -> moved(waiting, e);
            case ControlEvent.StopRequested _ -> waiting;
        };
    }

    public static List<PromptQueued> without(List<PromptQueued> waiting, PromptId prompt) {
        return waiting.stream().filter(p -> !p.promptId().equals(prompt)).toList();
    }

    public static Optional<PromptQueued> find(List<PromptQueued> waiting, PromptId prompt) {
        return waiting.stream().filter(p -> p.promptId().equals(prompt)).findFirst();
    }

    /// Who beside its author gave a prompt other words.
    public static List<Person> editors(PromptQueued prompt) {
        return prompt.editors() == null ? List.of() : prompt.editors();
    }

    private static PromptQueued edited(PromptQueued prompt, ControlEvent.PromptEdited event) {
        boolean known = Stream.concat(Stream.of(prompt.author()), editors(prompt).stream())
                .anyMatch(p -> p.email().equalsIgnoreCase(event.person().email()));
        List<Person> all = new ArrayList<>(editors(prompt));
        if (!known) all.add(event.person());
        return prompt.with(event.text(), all.isEmpty() ? null : all);
    }

    private static int ahead(List<PromptQueued> waiting) {
        int place = 0;
        while (place < waiting.size() && waiting.get(place).goesAhead()) place++;
        return place;
    }

    private static List<PromptQueued> moved(List<PromptQueued> waiting, ControlEvent.PromptMoved event) {
        int from = place(waiting, event.promptId());
        List<PromptQueued> now = new ArrayList<>(without(waiting, event.promptId()));
        int to = event.before() == null ? now.size() : place(now, event.before());
        if (from < 0 || to < 0) return waiting;
        now.add(to, waiting.get(from));
        return List.copyOf(now);
    }

    /// Below 0 where it isn't there.
    private static int place(List<PromptQueued> waiting, PromptId prompt) {
        return waiting.stream().map(PromptQueued::promptId).toList().indexOf(prompt);
    }
}
