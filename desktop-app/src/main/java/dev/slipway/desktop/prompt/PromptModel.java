package dev.slipway.desktop.prompt;

import dev.slipway.client.SessionView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.connection.Typist;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionState;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What is being written for one session, and what waits there. Closed with its session.
public final class PromptModel implements AutoCloseable {
    private final OpenSession session;
    private final Outbox outbox;
    private final Drafts drafts;
    private final Navigation navigation;
    private final StopSwitch stop;
    private final ModelChoice choice;
    private final Attaching attaching;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Enter> enter = new ReadOnlyObjectWrapper<>(Enter.send);
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable PromptId> editing = new ReadOnlyObjectWrapper<>();
    private final ObservableList<PromptQueued> waiting = FXCollections.observableArrayList();
    private final ObservableList<SubmitPrompt> sending = FXCollections.observableArrayList();
    private final Recall recall;
    private final Typist typist;
    private final ListChangeListener<SubmitPrompt> sent = change -> showSending();
    private String beforeEditing = "";

    public PromptModel(OpenSession session, Outbox outbox, Drafts drafts, Navigation navigation, Later later) {
        this.session = session;
        this.outbox = outbox;
        this.drafts = drafts;
        this.navigation = navigation;
        stop = new StopSwitch(later);
        choice = new ModelChoice(session.connection(), session.id());
        attaching = new Attaching(session.connection(), session.id(), navigation);
        recall = new Recall(drafts::history);
        typist = new Typist(session.connection());
        text.set(drafts.draft(key()));
        text.addListener((property, before, now) -> {
            if (editing.get() == null) drafts.draft(key(), now);
            if (!now.isBlank()) typist.typed(ClientMessage.Typing.in(session.id()));
        });
        session.view().addListener((property, before, now) -> show(now));
        session.onlyRead().subscribe(() -> decide(session.view().get()));
        outbox.unanswered().addListener(sent);
        showSending();
        show(session.view().get());
    }

    /// The draft; kept over restarts.
    public StringProperty text() {
        return text;
    }

    public ModelChoice choice() {
        return choice;
    }

    /// The files that go with the next prompt.
    public Attaching attaching() {
        return attaching;
    }

    public ReadOnlyObjectProperty<Enter> enter() {
        return enter.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty working() {
        return working.getReadOnlyProperty();
    }

    public StopSwitch stopSwitch() {
        return stop;
    }

    /// The prompt that waits and is being edited in the box, or null.
    public ReadOnlyObjectProperty<@Nullable PromptId> editing() {
        return editing.getReadOnlyProperty();
    }

    /// Prompts that the agent wasn't told yet, next one first.
    public ObservableList<PromptQueued> waiting() {
        return waiting;
    }

    ObservableValue<Boolean> online() {
        return session.connection().status().map(Status::isOnline);
    }

    /// Why nothing can be sent, for people; empty where it can be, or the session can't be followed.
    String closed() {
        String onlyRead = session.onlyRead().get();
        if (!onlyRead.isEmpty() || !session.view().get().archived()) return onlyRead;
        return "Restore it from the archive to go on";
    }

    /// Prompts that the backend has not acknowledged yet.
    public ObservableList<SubmitPrompt> sending() {
        return sending;
    }

    /// Does what [#enter] says. An empty box does nothing.
    public void enterPressed() {
        done(null);
    }

    /// The agent is told it in the turn that runs. Where none runs, or a prompt is edited, as [#enterPressed].
    public void steer() {
        done(PromptMode.steer);
    }

    /// It takes the place of the turn that runs. Where none runs, or a prompt is edited, as [#enterPressed].
    public void stopAndSend() {
        done(PromptMode.stop_and_send);
    }

    private void done(@Nullable PromptMode mode) {
        String prompt = text.get().strip();
        if (prompt.isEmpty() || enter.get() == Enter.nothing) return;
        if (attaching.underWay().get()) {
            navigation.tell(Toast.of("A file is still on its way; press Enter again in a moment."));
            return;
        }
        if (prompt.length() > ClientMessage.LONGEST_PROMPT) {
            navigation.tell(Toast.problem("A prompt has " + ClientMessage.LONGEST_PROMPT
                    + " characters at most; this one has " + prompt.length() + ". Put the rest into a file."));
            return;
        }
        PromptId edited = editing.get();
        if (edited == null) send(prompt, working.get() ? mode : null);
        else save(edited, prompt);
    }

    /// Stops the turn at the second call within a moment.
    ///
    /// @return false where none runs
    public boolean stop() {
        if (!working.get()) return false;
        if (stop.press()) stopNow();
        return true;
    }

    public void stopNow() {
        if (!working.get()) return;
        stop.disarm();
        ask(new ClientMessage.StopTurn(RequestId.fresh(), session.id()));
    }

    public void cancel(PromptId prompt) {
        if (prompt.equals(editing.get())) leaveEditing();
        ask(new ControlCommand.CancelPrompt(RequestId.fresh(), session.id(), prompt));
    }

    /// Gives a prompt that queues another place.
    ///
    /// @param to as [QueueOrder] found it
    void move(PromptId prompt, QueueOrder.Place to) {
        ask(new ControlCommand.MovePrompt(RequestId.fresh(), session.id(), prompt, to.before()));
    }

    /// Takes a prompt that waits into the box; what was there comes back afterwards.
    public void edit(PromptId prompt) {
        PromptQueued found = waiting.stream()
                .filter(p -> p.promptId().equals(prompt))
                .findFirst()
                .orElse(null);
        if (found == null) return;
        if (editing.get() == null) beforeEditing = text.get();
        editing.set(prompt);
        text.set(found.text());
        decide(session.view().get());
    }

    public void leaveEditing() {
        if (editing.get() == null) return;
        editing.set(null);
        text.set(beforeEditing);
        decide(session.view().get());
    }

    /// The prompt sent before the one that is shown, where there is one.
    public void older() {
        String found = recall.older(text.get());
        if (found != null) text.set(found);
    }

    /// The one sent after it; at the end what was being written.
    public void newer() {
        String found = recall.newer();
        if (found != null) text.set(found);
    }

    @Override
    public void close() {
        stop.disarm();
        choice.close();
        outbox.unanswered().removeListener(sent);
    }

    private void send(String prompt, @Nullable PromptMode mode) {
        List<Attaching.File> files = attaching.take();
        SubmitPrompt command = new SubmitPrompt(
                RequestId.fresh(),
                session.id(),
                prompt,
                choice.model().get(),
                choice.effort().get(),
                Attaching.ids(files),
                mode);
        drafts.sent(prompt);
        recall.leave();
        text.set("");
        choice.clear();
        outbox.submit(command).whenComplete((answer, failure) -> {
            if (failure == null || Failure.refusal(failure).isEmpty()) return;
            told(failure);
            if (text.get().isEmpty()) text.set(prompt);
            attaching.putBack(files);
        });
    }

    private void save(PromptId prompt, String now) {
        leaveEditing();
        session.connection()
                .send(new ControlCommand.EditPrompt(RequestId.fresh(), session.id(), prompt, now))
                .whenComplete((answer, failure) -> {
                    told(failure);
                    if (failure != null && text.get().isEmpty()) text.set(now);
                });
    }

    private void show(SessionView now) {
        if (!waiting.equals(now.waiting())) waiting.setAll(now.waiting());
        PromptId edited = editing.get();
        if (edited != null && now.waiting().stream().noneMatch(p -> p.promptId().equals(edited))) tooLate();
        decide(now);
    }

    /// The agent took the prompt while it was being edited: what was changed stays in the box, as a new prompt.
    private void tooLate() {
        editing.set(null);
        drafts.draft(key(), text.get());
        navigation.tell(Toast.of(
                "The agent has this prompt by now, or somebody cancelled it. What is in the box would be a new one."));
    }

    private void decide(SessionView now) {
        boolean runs = now.state() == SessionState.working || now.state() == SessionState.starting;
        working.set(runs);
        if (!runs) stop.disarm();
        boolean open = session.problem().get().isEmpty() && closed().isEmpty();
        Enter sending = runs || !now.waiting().isEmpty() ? Enter.queue : Enter.send;
        enter.set(!open ? Enter.nothing : editing.get() != null ? Enter.save : sending);
    }

    private void showSending() {
        List<SubmitPrompt> mine = outbox.unanswered(session.id());
        if (!sending.equals(mine)) sending.setAll(mine);
    }

    private void ask(ClientMessage.Command command) {
        session.connection().send(command).whenComplete((answer, failure) -> told(failure));
    }

    private void told(@Nullable Throwable failure) {
        if (failure != null) navigation.tell(Toast.problem(Failure.words(failure)));
    }

    private String key() {
        return session.id().value();
    }
}
