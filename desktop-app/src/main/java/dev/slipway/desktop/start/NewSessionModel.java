package dev.slipway.desktop.start;

import dev.slipway.client.ApiClient;
import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Typist;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.CreateSession;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A session that is about to be started. Closed when another place is shown; what was typed stays.
public final class NewSessionModel implements AutoCloseable {
    private static final String DRAFT = "new";

    /// @param asked what it was created with
    private record Created(CreateSession asked, SessionId session) {}

    private final Connection connection;
    private final Outbox outbox;
    private final Drafts drafts;
    private final Navigation navigation;
    private final Typist typist;
    private final RepositoryChoice repository;
    private final Chooser branch = new Chooser(true, choice -> {});
    private final Chooser model = new Chooser(true, choice -> {});
    private final ObjectProperty<@Nullable Effort> effort = new SimpleObjectProperty<>();
    private final StringProperty prompt = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper sending = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper rehearsal = new ReadOnlyBooleanWrapper();
    private final Set<String> rehearsals = new HashSet<>();
    private String standardBranch = "";
    private String standardModel = "";
    private @Nullable Created created;
    private boolean closed;

    /// @param on chosen already, or null
    public NewSessionModel(
            Connection connection, Outbox outbox, Drafts drafts, Navigation navigation, @Nullable RepositoryName on) {
        this.connection = connection;
        this.outbox = outbox;
        this.drafts = drafts;
        this.navigation = navigation;
        repository = new RepositoryChoice(connection, on);
        repository.chosen().subscribe(this::askBranches);
        prompt.set(drafts.draft(DRAFT));
        typist = new Typist(connection);
        prompt.addListener((property, before, now) -> typed(now));
        model.text().addListener((property, before, now) -> seeRehearsal());
        askModels();
    }

    public RepositoryChoice repository() {
        return repository;
    }

    /// A branch, a tag or a commit; empty for what the repository has checked out.
    public Chooser branch() {
        return branch;
    }

    /// Empty for the backend's own.
    public Chooser model() {
        return model;
    }

    /// Whether the model that is chosen is the scripted one.
    public ReadOnlyBooleanProperty rehearsal() {
        return rehearsal.getReadOnlyProperty();
    }

    /// Null for the model's own.
    public ObjectProperty<@Nullable Effort> effort() {
        return effort;
    }

    /// The first prompt; kept over restarts.
    public StringProperty prompt() {
        return prompt;
    }

    public ReadOnlyBooleanProperty sending() {
        return sending.getReadOnlyProperty();
    }

    /// Why it wasn't started; empty for nothing. All that was typed is still there.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Starts the session and goes there. While one is being started, nothing more happens.
    public void send() {
        RepositoryName on = repository.chosen().get();
        String text = prompt.get().strip();
        if (sending.get()) return;
        problem.set(missing(on, text));
        if (on == null || !problem.get().isEmpty()) return;
        sending.set(true);
        create(new CreateSession(RequestId.fresh(), on, unless(branch, standardBranch), unless(model, standardModel)))
                .thenCompose(session -> submit(session, text).thenApply(answer -> session))
                .whenComplete((session, failure) -> ended(session, text, failure));
    }

    public void leave() {
        navigation.showSessions();
    }

    @Override
    public void close() {
        closed = true;
        repository.close();
    }

    private void typed(String now) {
        drafts.draft(DRAFT, now);
        RepositoryName on = repository.chosen().get();
        if (on != null && !now.isBlank()) typist.typed(ClientMessage.Typing.on(on, unless(branch, standardBranch)));
    }

    private String missing(@Nullable RepositoryName on, String text) {
        if (on == null) return "Choose the repository to work on first.";
        if (text.isEmpty()) return "Say what to change first.";
        if (text.length() > ClientMessage.LONGEST_PROMPT)
            return "A prompt has " + ClientMessage.LONGEST_PROMPT + " characters at most; this one has " + text.length()
                    + ".";
        return "";
    }

    /// Where the prompt was refused after the session was there, the next try goes to that same session.
    private CompletableFuture<SessionId> create(CreateSession wanted) {
        Created before = created;
        if (before != null && isSame(before.asked(), wanted))
            return CompletableFuture.completedFuture(before.session());
        return connection.send(wanted).thenApply(answer -> {
            SessionId session = ((ServerMessage.Logged) answer).sessionId();
            created = new Created(wanted, session);
            return session;
        });
    }

    private static boolean isSame(CreateSession one, CreateSession other) {
        return new CreateSession(one.requestId(), other.repository(), other.base(), other.model()).equals(one);
    }

    private CompletableFuture<ServerMessage> submit(SessionId session, String text) {
        return outbox.submit(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, effort.get()));
    }

    private void ended(@Nullable SessionId session, String text, @Nullable Throwable failure) {
        sending.set(false);
        if (failure != null || session == null) {
            problem.set(failure == null ? "" : Plain.text(Failure.words(failure)));
            if (closed) navigation.tell(Toast.problem("The session wasn't started. " + problem.get()));
            return;
        }
        created = null;
        drafts.sent(text);
        prompt.set("");
        Runnable go = () -> navigation.openSession(session);
        // Who has gone elsewhere meanwhile isn't taken away from there.
        if (closed) navigation.tell(new Toast(Toast.Kind.plain, "The session was started", "Open", go, null));
        else go.run();
    }

    private static @Nullable String unless(Chooser field, String standard) {
        String typed = field.text().get().strip();
        return typed.isEmpty() || typed.equals(standard) ? null : typed;
    }

    private void askBranches(@Nullable RepositoryName of) {
        standardBranch = "";
        branch.settle("");
        branch.offer(List.of());
        if (of == null) return;
        connection.ask(api -> api.branches(of)).thenAccept(answer -> {
            if (!of.equals(repository.chosen().get())) return;
            standardBranch = answer.standard() == null ? "" : answer.standard();
            if (branch.text().get().isEmpty()) branch.settle(standardBranch);
            branch.offer(answer.names().stream()
                    .map(name -> Choice.of(name, name.equals(standardBranch) ? "default" : null))
                    .toList());
        });
    }

    private void askModels() {
        connection.ask(ApiClient::models).thenAccept(answer -> {
            standardModel = answer.standard();
            for (ModelChoices.Choice one : answer.choices()) if (one.rehearsal()) rehearsals.add(one.id());
            if (model.text().get().isEmpty()) model.settle(standardModel);
            model.offer(answer.choices().stream().map(this::choice).toList());
            seeRehearsal();
        });
    }

    private void seeRehearsal() {
        String typed = model.text().get().strip();
        rehearsal.set(rehearsals.contains(typed.isEmpty() ? standardModel : typed));
    }

    private Choice choice(ModelChoices.Choice one) {
        String note = one.rehearsal() ? "rehearsal: scripted, no model" : null;
        return Choice.of(one.id(), one.id().equals(standardModel) && note == null ? "default" : note);
    }
}
