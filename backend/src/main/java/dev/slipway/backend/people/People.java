package dev.slipway.backend.people;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.people.Known.Invitation;
import dev.slipway.backend.people.Known.Key;
import dev.slipway.backend.people.Known.Member;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everyone who was added to this installation, the tokens that let them in, and the repositories that they may use. A
/// person is known by their e-mail, whatever its case. What a call changed survives a power cut when it returns, and
/// counts from then on. Thread-safe.
public final class People {
    public static final Duration INVITATION = Duration.ofDays(7);

    private static final int MOST_TOKENS = 50;

    private final Path file;
    private final byte[] operator;
    private final Links links;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Known known;

    /// @param administrator whether all is theirs to administer
    /// @param tokens that let them in
    /// @param invitedUntilMs until when an invitation that they didn't use can be; null for none
    public record Entry(
            Person person,
            boolean administrator,
            long sinceMs,
            int tokens,
            @Nullable Long invitedUntilMs) {}

    /// A token without what makes it one.
    public record Given(
            String id,
            Role scope,
            String label,
            long sinceMs,
            @Nullable Long untilMs) {}

    /// @param secret to be shown once
    public record Fresh(Given given, Person person, String secret) {}

    /// @param home the state folder
    /// @param operator the token that is in the state folder
    /// @throws UncheckedIOException where the file is there and can't be read; nobody else is let in then
    public People(Path home, String operator, Clock clock) {
        this.file = home.resolve("people.json");
        this.operator = operator.getBytes(StandardCharsets.UTF_8);
        this.links = new Links(operator);
        this.clock = clock;
        this.known = read();
    }

    /// Whether anybody was added, so that there is more than the one who operates it.
    public boolean isTeam() {
        return !known.members().isEmpty();
    }

    public Links links() {
        return links;
    }

    /// Told after each change, on the thread that made it.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Whose token this is; empty where it is nobody's, or isn't valid any more.
    public Optional<Caller> caller(String token) {
        if (MessageDigest.isEqual(operator, token.getBytes(StandardCharsets.UTF_8)))
            return Optional.of(Caller.OPERATOR);
        String hash = Token.hash(token);
        Known now = known;
        return now.keys().stream()
                .filter(key -> key.hash().equals(hash) && key.isValid(clock.millis()))
                .findFirst()
                .flatMap(key -> now.member(key.email()).map(member -> caller(member, key)));
    }

    /// The same as it is now; empty where the token isn't valid any more.
    public Optional<Caller> again(Caller caller) {
        if (caller.isOperator()) return Optional.of(caller);
        Known now = known;
        return now.keys().stream()
                .filter(key -> key.id().equals(caller.tokenId()) && key.isValid(clock.millis()))
                .findFirst()
                .flatMap(key -> now.member(key.email()).map(member -> caller(member, key)));
    }

    public Optional<Person> person(String email) {
        return known.member(email).map(Member::person);
    }

    /// In the order in which they were added.
    public List<Entry> all() {
        Known now = known;
        return now.members().stream().map(member -> entry(now, member)).toList();
    }

    /// Adds somebody, or changes name and rights of who is there.
    public Entry add(Person person, boolean administrator) {
        Member member = new Member(person, administrator, clock.millis());
        change(all -> all.with(all.member(person.email())
                .map(before -> new Member(person, administrator, before.sinceMs()))
                .orElse(member)));
        return entry(known, member);
    }

    /// Their tokens are worth nothing from now on; what they did stays.
    public void remove(String email) {
        requireMember(email);
        change(all -> all.without(email));
    }

    /// A code that gets its one user a token. One that was made before is worth nothing from now on.
    public String invite(String email) {
        String code = Token.fresh();
        Member member = requireMember(email);
        long until = clock.instant().plus(INVITATION).toEpochMilli();
        change(all -> all.with(new Invitation(member.person().email(), Token.hash(code), until)));
        return code;
    }

    /// Who was invited by this code gets a token, and the code is used up.
    ///
    /// @param label what it is called in their list
    /// @throws NotPossible where the code isn't valid
    public synchronized Fresh redeem(String code, String label) {
        String hash = Token.hash(code);
        Invitation invitation = known.invitations().stream()
                .filter(i -> i.hash().equals(hash) && clock.millis() < i.untilMs())
                .findFirst()
                .orElseThrow(() -> new NotPossible(
                        "This invitation was used, is over, or was replaced by another. Ask for a new one."));
        return issue(invitation.email(), Role.administer, label, null, all -> all.withoutInvitation(hash));
    }

    /// @param lasts null for ever
    public Fresh issue(String email, Role scope, String label, @Nullable Duration lasts) {
        return issue(email, scope, label, lasts, all -> all);
    }

    /// One by another one, which it doesn't outlive.
    ///
    /// @param lasts null for as long as that
    public Fresh issue(Caller by, String email, Role scope, String label, @Nullable Duration lasts) {
        Long until = by.untilMs();
        Duration most = until == null ? null : Duration.ofMillis(Math.max(1, until - clock.millis()));
        boolean capped = most != null && (lasts == null || lasts.compareTo(most) > 0);
        return issue(email, scope, label, capped ? most : lasts);
    }

    public List<Given> tokens(String email) {
        String own = requireMember(email).person().email();
        return known.keys().stream()
                .filter(key -> key.email().equalsIgnoreCase(own))
                .map(People::given)
                .toList();
    }

    /// Worth nothing from now on.
    ///
    /// @param email whose it is
    public void revoke(String email, String tokenId) {
        boolean theirs = tokens(email).stream().anyMatch(given -> given.id().equals(tokenId));
        if (!theirs) throw new NotPossible("There is no token " + tokenId + " of " + email + ".");
        change(all -> all.withoutKey(tokenId));
    }

    /// @param emails null for everyone
    /// @throws NotPossible where one of them wasn't added
    public void share(RepositoryName repository, @Nullable List<String> emails) {
        if (emails != null) emails.forEach(this::requireMember);
        change(all -> all.with(repository, emails));
    }

    /// Who may use a repository beside administrators; empty for everyone.
    public Optional<List<String>> users(RepositoryName repository) {
        return Optional.ofNullable(known.repositories().get(repository));
    }

    public boolean mayUse(Caller caller, RepositoryName repository) {
        if (caller.administrator()) return true;
        List<String> users = known.repositories().get(repository);
        Person person = caller.person();
        return users == null || person != null && users.stream().anyMatch(person.email()::equalsIgnoreCase);
    }

    private synchronized Fresh issue(
            String email, Role scope, String label, @Nullable Duration lasts, UnaryOperator<Known> also) {
        Member member = requireMember(email);
        if (tokens(email).size() >= MOST_TOKENS)
            throw new NotPossible("There are " + MOST_TOKENS + " tokens of " + email + "; revoke some first.");
        String secret = Token.fresh();
        Instants lasting = new Instants(clock.millis(), lasts);
        Key key = new Key(
                Token.freshId(),
                member.person().email(),
                Token.hash(secret),
                scope,
                label,
                lasting.sinceMs(),
                lasting.untilMs());
        change(all -> also.apply(all).with(key));
        return new Fresh(given(key), member.person(), secret);
    }

    private record Instants(long sinceMs, @Nullable Duration lasts) {
        @Nullable
        Long untilMs() {
            return lasts == null ? null : sinceMs + lasts.toMillis();
        }
    }

    private Member requireMember(String email) {
        return known.member(email)
                .orElseThrow(() -> new NotPossible("Nobody with the e-mail " + email
                        + " was added; `slipway person list` shows" + " those who were."));
    }

    private static Caller caller(Member member, Key key) {
        return new Caller(member.person(), member.administrator(), key.scope(), key.id(), key.untilMs());
    }

    private static Given given(Key key) {
        return new Given(key.id(), key.scope(), key.label(), key.sinceMs(), key.untilMs());
    }

    private Entry entry(Known now, Member member) {
        String email = member.person().email();
        Long invited = now.invitations().stream()
                .filter(i -> i.email().equalsIgnoreCase(email) && clock.millis() < i.untilMs())
                .map(Invitation::untilMs)
                .findFirst()
                .orElse(null);
        long tokens = now.keys().stream()
                .filter(k -> k.email().equalsIgnoreCase(email) && k.isValid(clock.millis()))
                .count();
        return new Entry(member.person(), member.administrator(), member.sinceMs(), (int) tokens, invited);
    }

    private void change(UnaryOperator<Known> change) {
        synchronized (this) {
            Known next = change.apply(known);
            try {
                AtomicFile.write(file, Json.bytes(next));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException e) {
                throw new UncheckedIOException("the file of people can't be written: " + e.getMessage(), e);
            }
            known = next;
        }
        listeners.forEach(Runnable::run);
    }

    private Known read() {
        if (!Files.exists(file)) return Known.NOBODY;
        try {
            return Json.read(Files.readAllBytes(file), Known.class);
        } catch (IOException | BadJson e) {
            throw new UncheckedIOException(
                    new IOException("the file of people " + file + " can't be read: " + e.getMessage(), e));
        }
    }
}
