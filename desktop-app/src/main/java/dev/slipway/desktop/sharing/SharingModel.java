package dev.slipway.desktop.sharing;

import dev.slipway.client.ApiClient;
import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.session.KnownPeople;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Rights;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingCommand.MakeLink;
import dev.slipway.protocol.SharingCommand.RevokeLink;
import dev.slipway.protocol.SharingCommand.SetAccess;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.SharingEvent.LinkMade;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// The sharing of the session that is open. Closed with its pane.
public final class SharingModel implements AutoCloseable {
    /// Somebody who was given a role, in harmless words.
    ///
    /// @param own whether it is the person who looks
    public record Somebody(Person person, String name, String email, Role role, boolean own) {}

    /// A link that wasn't revoked.
    ///
    /// @param words what it is for, and until when
    /// @param over whether its time is over
    public record Link(LinkId id, String words, boolean over) {}

    /// What is known. Immutable.
    ///
    /// @param everyone what all may who may use the repository; null for nothing
    /// @param team whether there are several people at all
    /// @param mayChange whether the person administers the session
    /// @param why what the person may do, where they don't
    public record State(
            @Nullable Role everyone,
            List<Somebody> people,
            List<Link> links,
            boolean team,
            boolean mayChange,
            String why) {}

    private static final int LONGEST = 80;
    private static final int MOST_OFFERED = 6;

    private final OpenSession session;
    private final Connection connection;
    private final Navigation navigation;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<@Nullable State> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final StringProperty email = new SimpleStringProperty("");
    private final Pin listening;
    private final ChangeListener<Object> told = (property, before, now) -> show();
    private @Nullable Sharing sharing;
    private List<Person> members = List.of();

    /// @param clock milliseconds since 1970
    public SharingModel(OpenSession session, Navigation navigation, LongSupplier clock) {
        this.session = session;
        this.connection = session.connection();
        this.navigation = navigation;
        this.clock = clock;
        listening = session.listen(new OpenSession.Listener() {
            @Override
            public void logged(Logged logged) {
                if (session.known().get() && logged.event() instanceof SharingEvent) ask();
            }
        });
        connection.board().addListener(told);
        ask();
        if (Rights.administers(connection.welcome().get())) askForMembers();
    }

    /// Somebody may have been added since this connection began.
    private void askForMembers() {
        connection.ask(ApiClient::people).thenAccept(all -> {
            members = all;
            show();
        });
    }

    /// Null until it was told.
    public ReadOnlyObjectProperty<@Nullable State> state() {
        return state.getReadOnlyProperty();
    }

    /// Why something didn't work, for people; may be empty.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Harmless.
    public String title() {
        SessionListed row = row();
        return row == null ? "" : Plain.line(Human.cut(row.title(), LONGEST));
    }

    public String repository() {
        SessionListed row = row();
        return row == null ? "the repository" : Plain.line(row.repository().value());
    }

    /// Of who is to be given a role.
    public StringProperty email() {
        return email;
    }

    /// Who has to do with sessions here, and has no role of their own in this one; a few.
    public List<Person> offered() {
        State now = state.get();
        List<Somebody> there = now == null ? List.of() : now.people();
        return KnownPeople.of(connection.board().get(), members).stream()
                .filter(known ->
                        there.stream().noneMatch(each -> each.person().email().equalsIgnoreCase(known.email())))
                .limit(MOST_OFFERED)
                .toList();
    }

    /// Gives the one who is being typed a role.
    public void add(Role role) {
        String to = email.get().strip();
        if (!to.isEmpty()) send(new SetAccess(RequestId.fresh(), session.id(), to, role), answer -> email.set(""));
    }

    public void give(Somebody to, Role role) {
        if (role != to.role())
            send(new SetAccess(RequestId.fresh(), session.id(), to.person().email(), role), done());
    }

    /// Takes away what somebody was given; it can be given back.
    public void remove(Somebody from) {
        String address = from.person().email();
        Runnable undo = () -> send(new SetAccess(RequestId.fresh(), session.id(), address, from.role()), done());
        String words = from.name() + " has no role of their own here any more";
        send(
                new SetAccess(RequestId.fresh(), session.id(), address, null),
                answer -> navigation.tell(Toast.undoable(words, undo, null)));
    }

    /// @param role null for nothing
    public void giveEveryone(@Nullable Role role) {
        send(new SetAccess(RequestId.fresh(), session.id(), null, role), done());
    }

    /// Makes a link, and copies it.
    public void makeLink(Role role, int days) {
        send(new MakeLink(RequestId.fresh(), session.id(), role, days), answer -> {
            if (answer instanceof Logged logged && logged.event() instanceof LinkMade made) copyLink(made.linkId());
        });
    }

    public void copyLink(LinkId link) {
        link(link, navigation::copy);
    }

    /// What opens it in a terminal.
    public void copyCommand(LinkId link) {
        link(link, text -> navigation.copy("slipway join '" + text + "'"));
    }

    public void revoke(LinkId link) {
        send(new RevokeLink(RequestId.fresh(), session.id(), link), done());
    }

    /// What opens the session in the app of who may see it already.
    public void copyOwnLink() {
        navigation.copy("slipway://session/" + session.id());
    }

    public void copy(String text) {
        navigation.copy(text);
    }

    @Override
    public void close() {
        listening.release();
        connection.board().removeListener(told);
    }

    private void link(LinkId link, Consumer<String> then) {
        problem.set("");
        connection.ask(api -> api.link(session.id(), link)).whenComplete((told, failure) -> {
            if (failure != null) problem.set(Failure.words(failure));
            else then.accept(told.link());
        });
    }

    private static Consumer<ServerMessage> done() {
        return answer -> {};
    }

    private void send(SharingCommand command, Consumer<ServerMessage> then) {
        problem.set("");
        connection.send(command).whenComplete((answer, failure) -> {
            if (failure != null) problem.set(Failure.words(failure));
            else then.accept(answer);
            ask();
        });
    }

    private void ask() {
        connection.ask(api -> api.sharing(session.id())).whenComplete((told, failure) -> {
            if (failure != null) problem.set(Failure.words(failure));
            if (told == null) return;
            sharing = told;
            show();
        });
    }

    private void show() {
        Sharing now = sharing;
        if (now == null) return;
        Welcome welcome = connection.welcome().get();
        SessionListed row = row();
        Role own = row == null ? null : Rights.in(row, welcome).orElse(null);
        boolean mayChange = own == Role.administer;
        state.set(new State(
                now.access().everyone(),
                now.access().people().stream()
                        .map(each -> somebody(each, welcome))
                        .toList(),
                now.links().stream().map(this::link).toList(),
                Rights.isTeam(welcome)
                        || !members.isEmpty()
                        || now.access().people().size() > 1,
                mayChange,
                mayChange ? "" : why(own, now)));
    }

    private static String why(@Nullable Role own, Sharing now) {
        String who = now.access().people().stream()
                .filter(each -> each.role() == Role.administer)
                .map(each -> Plain.line(each.person().name()))
                .collect(Collectors.joining(", "));
        return "You may " + RoleWords.may(own) + " here. "
                + (who.isEmpty() ? "Who administers the session" : who)
                + " can change who may do what.";
    }

    private static Somebody somebody(Participant each, @Nullable Welcome welcome) {
        Person person = each.person();
        Person own = welcome == null ? null : welcome.person();
        return new Somebody(
                person,
                Plain.line(Human.cut(person.name(), LONGEST)),
                Plain.line(Human.cut(person.email(), LONGEST)),
                each.role(),
                own != null && own.email().equalsIgnoreCase(person.email()));
    }

    private Link link(LinkMade made) {
        boolean over = clock.getAsLong() >= made.untilMs();
        String until = (over ? "over since " : "until ") + Human.day(made.untilMs());
        return new Link(
                made.linkId(),
                "To " + RoleWords.may(made.role()) + ", " + until + ", by "
                        + Plain.line(made.person().name()),
                over);
    }

    private @Nullable SessionListed row() {
        return connection.board().get().sessions().get(session.id());
    }
}
