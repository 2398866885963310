package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.BranchList;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.image.Images;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The repositories that sessions may be started on. The mirrors are the truth; the board shows them.
/// Thread-safe; calls block for git.
public final class Repositories {
    private final Mirrors mirrors;
    private final Images images;
    private final Board board;
    private final Preparations preparations;
    private final Requests requests = new Requests();
    private volatile Consumer<RepositoryName> beforeRemoval = name -> {};

    /// What a session starts from, and who starts it.
    record Start(Person person, String base, String commit) {}

    public Repositories(Mirrors mirrors, Images images, Board board) {
        this.mirrors = mirrors;
        this.images = images;
        this.board = board;
        this.preparations = new Preparations(board);
    }

    /// Told before a repository is removed; one for all.
    void beforeRemoval(Consumer<RepositoryName> toldFirst) {
        beforeRemoval = toldFirst;
    }

    /// Shows mirrors that the board doesn't know, as after a lost index.
    public void showAll() {
        for (Mirror mirror : mirrors.all()) if (!board.knows(mirror.name())) show(null, mirror);
    }

    /// Those that are known, by name.
    public List<Repository> all() {
        return mirrors.all().stream()
                .map(mirror -> new Repository(mirror.name(), mirror.location()))
                .sorted(Comparator.comparing(known -> known.name().value()))
                .toList();
    }

    /// Makes a repository known, after a look whether it can be used. One that was added from the same place
    /// before answers with what was said then.
    public Answer add(RepositoryCommand.AddRepository command) {
        return requests.alone(command.requestId(), () -> addOnce(command));
    }

    private Answer addOnce(RepositoryCommand.AddRepository command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return answer(before.get(), true);
        List<RepositoryName> had = mirrors.all().stream().map(Mirror::name).toList();
        Mirror mirror = asking(() -> mirrors.add(command.name(), command.location()));
        try {
            asking(() -> {
                preparations.fetch(mirror);
                return mirror.resolve(null);
            });
        } catch (Refused e) {
            // What never worked is not kept; what worked before may do so again.
            if (!had.contains(mirror.name()) && !board.knows(mirror.name())) mirrors.remove(mirror.name());
            throw e;
        }
        Entry shown = show(command.requestId(), mirror);
        images.look(mirror);
        return answer(shown, false);
    }

    /// Forgets a repository that no session uses; the repository itself is not touched.
    public Answer remove(RepositoryCommand.RemoveRepository command) {
        return requests.alone(command.requestId(), () -> removeOnce(command));
    }

    private Answer removeOnce(RepositoryCommand.RemoveRepository command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return answer(before.get(), true);
        // One that was removed when the backend was stopped, before that was written, is still on the board.
        if (!board.knows(command.name())) find(command.name());
        long users = board.sessions().stream()
                .filter(s -> s.imported() == null && s.repository().equals(command.name()))
                .count();
        if (users > 0)
            throw new Refused(
                    ErrorCode.conflict,
                    (users == 1 ? "1 session uses " : users + " sessions use ") + command.name()
                            + ". Delete them first (`slipway list --all` shows them).");
        beforeRemoval.accept(command.name());
        images.forget(command.name());
        mirrors.remove(command.name());
        BoardEvent event = new BoardEvent.RepositoryRemoved(command.requestId(), command.name());
        return answer(board.append("repository/" + command.name(), event), false);
    }

    /// What a session can begin from. May take as long as a fetch.
    public BranchChoices branches(RepositoryName name) {
        Mirror mirror = find(name);
        return asking(() -> new BranchList(mirror).read());
    }

    /// Fetches, and finds the commit to begin from and the person who begins.
    ///
    /// @param caller null where git has to say
    Start start(RepositoryName name, @Nullable String base, @Nullable Person caller) {
        Base found = newest(name, base);
        Person person = Optional.ofNullable(caller)
                .or(() -> identity(name))
                .orElseThrow(() -> new Refused(
                        ErrorCode.identity_missing,
                        "git doesn't know who you are, and the commits will be yours. Tell it:\n"
                                + "  git config --global user.name \"Your Name\"\n"
                                + "  git config --global user.email you@example.org"));
        return new Start(person, found.name(), found.commit());
    }

    /// Fetches, and finds the commit that a session would begin from.
    Base newest(RepositoryName name, @Nullable String base) {
        Mirror mirror = find(name);
        return asking(() -> {
            preparations.fetch(mirror);
            return mirror.resolve(base);
        });
    }

    /// Who works here, as far as any repository tells; for greeting only.
    public Optional<Person> anyIdentity() {
        return mirrors.all().stream().flatMap(m -> m.identity().stream()).findFirst();
    }

    Optional<Person> identity(RepositoryName name) {
        return mirrors.find(name).flatMap(Mirror::identity);
    }

    /// Who does something in a session. The operator is whoever git says now.
    Person author(Caller caller, SessionEvent.SessionCreated session) {
        Person person = caller.person();
        return person != null ? person : identity(session.repository()).orElse(session.person());
    }

    Preparations preparations() {
        return preparations;
    }

    Mirror find(RepositoryName name) {
        return mirrors.find(name).orElseThrow(() -> unknown(name));
    }

    /// @throws Refused where it isn't there
    public void require(RepositoryName name) {
        find(name);
    }

    static Refused unknown(RepositoryName name) {
        return new Refused(
                ErrorCode.not_found, "There is no repository " + name + "; `slipway repo list` shows those there are.");
    }

    /// What the person should know of the commit that a session starts from. May take some 100 ms.
    List<String> notes(RepositoryName name, String commit) {
        return find(name).notes(commit);
    }

    private Entry show(dev.slipway.protocol.@Nullable RequestId request, Mirror mirror) {
        BoardEvent event = new BoardEvent.RepositoryAdded(request, new Repository(mirror.name(), mirror.location()));
        return board.append("repository/" + mirror.name(), event);
    }

    private Answer answer(Entry entry, boolean repeated) {
        return new Answer(null, board.log().epoch(), entry, repeated);
    }

    /// A question to git.
    interface Asking<T> {
        T ask() throws InterruptedException;
    }

    /// The answer, or git's refusal as ours.
    static <T> T asking(Asking<T> question) {
        try {
            return question.ask();
        } catch (GitRefused e) {
            throw new Refused(ErrorCode.repository_unusable, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.internal, "The backend is going down; try again when it is back.");
        }
    }
}
