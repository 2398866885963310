package dev.slipway.backend.agent;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.ToolOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The conversation that a log tells, as a model needs it: user and assistant take turns, the user first, and
/// every tool call has one result in the message after it. A reply counts when its `StepFinished` is there;
/// half ones are left out. What a model was sent once stays as it was, so that prompt caches hit: news that
/// comes in the middle of a model call waits for the next results or prompt.
public final class Transcript {
    static final String INTERRUPTED = "interrupted: it is unknown how far this came. Look before you do it again.";
    private static final String GO_ON = "Your reply was cut off at the output limit. Go on from where it ended.";

    private final Pictures pictures;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> user = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final Map<PromptId, SessionEvent.PromptQueued> prompts = new HashMap<>();
    private final Set<Person> authors = new LinkedHashSet<>();
    private final List<Part> step = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Map<String, Part.@Nullable ToolResult> open = new LinkedHashMap<>();

    /// What came with the prompts that are worked on.
    private List<Part.Image> shownImages = List.of();

    private Transcript(Pictures pictures) {
        this.pictures = pictures;
    }

    /// @param events from seq 1 on, in order; any prefix of a log will do
    public static List<Message> of(List<SessionEvent> events) {
        return of(events, Pictures.none());
    }

    /// As [#of(List)], with images before the words that they came with.
    static List<Message> of(List<SessionEvent> events, Pictures pictures) {
        Transcript transcript = new Transcript(pictures);
        events.forEach(transcript::add);
        transcript.closeResults();
        transcript.closeUser();
        return List.copyOf(transcript.messages);
    }

    private void add(SessionEvent event) {
        switch (event) {
            case SessionEvent.PromptQueued e -> prompts.put(e.promptId(), e);
            case ControlEvent e -> control(e);
            case SessionEvent.TurnStarted e -> startTurn(e);
            case SessionEvent.TurnResumed _ -> resume();
            case SessionEvent.SandboxReady e -> sandboxReady(e);
            case AsideEvent.ServicesFailed e -> news.addAll(e.problems());
            case SessionEvent.FilesSyncing e -> synced(e);
            case SessionEvent.ThinkingFinished e -> step.add(new Part.Thinking(e.text(), e.signature()));
            case SessionEvent.AnswerFinished e -> step.add(new Part.Text(e.text()));
            case SessionEvent.AnswerInterrupted e -> interrupt(e);
            case SessionEvent.ToolStarted e ->
                step.add(new Part.ToolCall(e.toolCallId().value(), e.tool(), e.input()));
            case SessionEvent.ToolFinished e -> finishTool(e);
            case SessionEvent.StepFinished e -> finishStep(e);
            case SessionEvent.ModelRetrying _ -> dropHalf();
            case SessionEvent.ContextCompacted e -> compact(e);
            case SessionEvent.TurnFinished e -> finishTurn(e);
            case SessionEvent.HostAllowed e ->
                news.add("The person allowed the host " + e.host() + " for this session: it can be reached now.");
            case SessionEvent.SessionCreated _,
                    SessionEvent.BaseNoted _,
                    SessionEvent.TitleChanged _,
                    SessionEvent.SessionArchived _,
                    SessionEvent.SessionRestored _,
                    SessionEvent.SandboxStarting _,
                    SessionEvent.EgressRefused _,
                    SessionEvent.QuestionAsked _,
                    SessionEvent.FilesChanged _,
                    SessionEvent.CommitMade _,
                    SessionEvent.SnapshotTaken _,
                    SessionEvent.SnapshotFailed _,
                    SessionEvent.TurnsUndone _,
                    AsideEvent _,
                    SharingEvent _,
                    SessionEvent.Unknown _ -> {}
        }
    }

    private void control(ControlEvent event) {
        switch (event) {
            case ControlEvent.PromptSteered e -> steer(e.prompt());
            case ControlEvent.PromptEdited e -> prompts.computeIfPresent(e.promptId(), (_, p) -> p.with(e.text()));
            case ControlEvent.PromptCancelled _, ControlEvent.PromptMoved _, ControlEvent.StopRequested _ -> {}
        }
    }

    private void startTurn(SessionEvent.TurnStarted event) {
        dropHalf();
        closeResults();
        tellNews();
        SessionEvent.PromptQueued prompt = prompts.get(event.promptId());
        if (prompt == null) return;
        authors.add(prompt.author());
        String name = authors.size() > 1 ? prompt.author().name() + " writes:\n" : "";
        shownImages = List.of();
        tell(name, prompt);
    }

    /// Stands after the results of the step, since it was taken in between two model calls.
    private void steer(SessionEvent.PromptQueued prompt) {
        closeResults();
        tellNews();
        authors.add(prompt.author());
        String who = authors.size() > 1 ? prompt.author().name() : "The person";
        tell(who + " writes while you work:\n", prompt);
    }

    private void tell(String introduction, SessionEvent.PromptQueued prompt) {
        List<Part.Image> images = prompt.attached().stream()
                .flatMap(attachment -> pictures.show(attachment).stream())
                .toList();
        user.addAll(images);
        shownImages = Stream.concat(shownImages.stream(), images.stream()).toList();
        say(introduction + prompt.text() + attached(prompt, pictures));
    }

    /// Where the model finds what came with a prompt; empty where nothing did.
    static String attached(SessionEvent.PromptQueued prompt, Pictures pictures) {
        if (prompt.attached().isEmpty()) return "";
        StringBuilder lines = new StringBuilder("\n\nAttached, each as a file in the sandbox:");
        for (AttachedPaths.Placed placed : AttachedPaths.of(prompt)) {
            Attachment attachment = placed.attachment();
            lines.append('\n').append(placed.path()).append(" (").append(attachment.mediaType());
            lines.append(", ").append(attachment.sizeBytes()).append(" bytes");
            lines.append(pictures.show(attachment).isPresent() ? ", shown above)" : ")");
        }
        return lines.toString();
    }

    private void resume() {
        dropHalf();
        news.add("Slipway was restarted in the middle of this turn. What ran in the sandbox then is gone.");
    }

    private void sandboxReady(SessionEvent.SandboxReady event) {
        if (event.restarted())
            news.add("The sandbox was started anew: processes and /tmp are gone, the files in /workspace are as they"
                    + " were.");
    }

    private void synced(SessionEvent.FilesSyncing event) {
        if (event.reread() != null)
            news.add("The files were brought to the newest commit just now. These are different from what you read"
                    + " before; read them again before you rely on them: " + String.join(", ", event.reread()));
    }

    private void interrupt(SessionEvent.AnswerInterrupted event) {
        step.clear();
        shown.add(event.text());
    }

    private void dropHalf() {
        step.clear();
        shown.clear();
    }

    private void finishStep(SessionEvent.StepFinished event) {
        closeResults();
        List<Part> parts = step.stream().filter(Transcript::says).toList();
        boolean cut = event.stopReason().equals("max_tokens");
        dropHalf();
        boolean onlyThinking = parts.stream().allMatch(Part.Thinking.class::isInstance);
        if (!onlyThinking) addAssistant(parts);
        for (Part part : parts) if (part instanceof Part.ToolCall call) open.put(call.id(), null);
        if (cut && open.isEmpty()) say(GO_ON);
    }

    private static boolean says(Part part) {
        return switch (part) {
            case Part.Text text -> !text.text().isBlank();
            case Part.Thinking thinking -> !thinking.text().isEmpty() || thinking.signature() != null;
            case Part.ToolCall _, Part.ToolResult _, Part.Image _ -> true;
        };
    }

    private void finishTool(SessionEvent.ToolFinished event) {
        String id = event.toolCallId().value();
        if (!open.containsKey(id) || open.get(id) != null) return;
        open.put(id, new Part.ToolResult(id, told(event.output()), event.outcome() != ToolOutcome.ok));
        if (!open.containsValue(null)) closeResults();
    }

    private static String told(String output) {
        return output.isBlank() ? "(no output)" : output;
    }

    private void closeResults() {
        if (open.isEmpty()) return;
        open.forEach((id, result) -> user.add(result == null ? new Part.ToolResult(id, INTERRUPTED, true) : result));
        open.clear();
        tellNews();
    }

    private void compact(SessionEvent.ContextCompacted event) {
        dropHalf();
        messages.clear();
        user.clear();
        open.clear();
        user.addAll(shownImages);
        say("The conversation so far was replaced by this summary:\n\n" + event.summary());
    }

    private void finishTurn(SessionEvent.TurnFinished event) {
        if (event.outcome() == Outcome.stopped) {
            closeResults();
            keepShown();
            news.add("The person stopped the previous turn.");
        } else if (event.outcome() == Outcome.failed) {
            String why = event.message() == null ? "" : ": " + event.message();
            news.add("The previous turn failed" + why);
        }
        dropHalf();
    }

    /// The person saw these words before the stop and may speak of them.
    private void keepShown() {
        String text = String.join("\n", shown).strip();
        if (text.isEmpty()) return;
        addAssistant(List.of(new Part.Text(text)));
    }

    private void addAssistant(List<Part> parts) {
        closeUser();
        if (messages.isEmpty() || messages.getLast().role() == Message.Role.assistant)
            messages.add(Message.user("Go on."));
        messages.add(new Message(Message.Role.assistant, parts));
    }

    private void tellNews() {
        news.forEach(text -> say("[" + text + "]"));
        news.clear();
    }

    private void say(String text) {
        if (!text.isBlank()) user.add(new Part.Text(text));
    }

    private void closeUser() {
        if (user.isEmpty()) return;
        messages.add(new Message(Message.Role.user, user));
        user.clear();
    }
}
