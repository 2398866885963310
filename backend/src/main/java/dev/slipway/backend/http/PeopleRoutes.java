package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.NotPossible;
import dev.slipway.backend.people.People;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// People, what lets them in, and which repositories they may use.
final class PeopleRoutes {
    private static final int LONGEST_LABEL = 100;

    private final People people;
    private final Supplier<String> url;
    private final Consumer<RepositoryName> exists;

    private record Wanted(
            String name, String email, @Nullable Boolean administrator) {}

    private record Code(String code, @Nullable String label) {}

    private record WantedToken(
            Role scope, String label, @Nullable Integer days) {}

    private record Users(@Nullable List<String> emails) {}

    private record Invitation(Person person, String link, long untilMs) {}

    /// @param url where others reach this installation
    /// @param exists refuses a repository that isn't there
    PeopleRoutes(People people, Supplier<String> url, Consumer<RepositoryName> exists) {
        this.people = people;
        this.exists = exists;
        this.url = url;
    }

    void setup(Doors doors) {
        doors.get("/v1/people", Doors.ADMINISTRATOR, (request, response) -> Api.json(response, people.all()))
                .post("/v1/people", Doors.ADMINISTRATOR, this::add)
                .delete("/v1/people/{email}", Doors.ADMINISTRATOR, this::remove)
                .post("/v1/people/{email}/invitations", Doors.ADMINISTRATOR, this::invite)
                .postUnknown("/v1/invitations/redeem", this::redeem)
                .get("/v1/tokens", Doors.ANYONE, (request, response) -> Api.json(response, people.tokens(own(request))))
                .post("/v1/tokens", Doors.ANYONE, this::issue)
                .delete("/v1/tokens/{tokenId}", Doors.ANYONE, this::revoke)
                .get("/v1/repositories/{name}/users", Doors.ADMINISTRATOR, this::users)
                .put("/v1/repositories/{name}/users", Doors.ADMINISTRATOR, this::share);
    }

    private void add(ServerRequest request, ServerResponse response) {
        Wanted wanted = Body.read(request, Wanted.class);
        Person person = asked(() -> new Person(wanted.name(), wanted.email()));
        // Commits carry it.
        if (!person.email().matches("[^@\\s]+@[^@\\s]+"))
            throw new Refused(
                    ErrorCode.invalid_message, "An e-mail looks like grace@example.org; this is " + person.email());
        boolean known = people.person(person.email()).isPresent();
        people.add(person, Boolean.TRUE.equals(wanted.administrator()));
        if (known) Api.json(response, new Invited(person, null));
        else Api.json(response, new Invited(person, invited(person.email())));
    }

    private record Invited(Person person, @Nullable Invitation invitation) {}

    private void remove(ServerRequest request, ServerResponse response) {
        asked(() -> {
            people.remove(email(request));
            return true;
        });
        response.status(io.helidon.http.Status.NO_CONTENT_204).send();
    }

    private void invite(ServerRequest request, ServerResponse response) {
        Api.json(response, asked(() -> invited(email(request))));
    }

    private Invitation invited(String email) {
        String code = people.invite(email);
        People.Entry entry = people.all().stream()
                .filter(e -> e.person().email().equalsIgnoreCase(email))
                .findFirst()
                .orElseThrow();
        long until = entry.invitedUntilMs() == null ? 0 : entry.invitedUntilMs();
        return new Invitation(entry.person(), url.get() + "/join#" + code, until);
    }

    /// For who has no token yet; a code is as hard to guess as one.
    private void redeem(ServerRequest request, ServerResponse response) {
        Code code = Body.ofUnknown(request, Code.class);
        Api.json(response, asked(() -> people.redeem(code.code(), label(code.label()))));
    }

    private void issue(ServerRequest request, ServerResponse response) {
        Caller caller = Doors.caller(request);
        requireWhole(caller, "makes");
        WantedToken wanted = Body.read(request, WantedToken.class);
        Role scope = asked(() -> Objects.requireNonNull(wanted.scope(), "scope"));
        Integer days = wanted.days();
        if (days != null && days < 1) throw new Refused(ErrorCode.invalid_message, "days is 1 or more.");
        Duration lasts = days == null ? null : Duration.ofDays(days);
        Api.json(response, asked(() -> people.issue(caller, own(request), scope, label(wanted.label()), lasts)));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        String token = request.path().pathParameters().get("tokenId");
        Caller caller = Doors.caller(request);
        if (!token.equals(caller.tokenId())) requireWhole(caller, "ends");
        asked(() -> {
            people.revoke(own(request), token);
            return true;
        });
        response.status(io.helidon.http.Status.NO_CONTENT_204).send();
    }

    /// Whose it is may have given it away for less than that.
    private static void requireWhole(Caller caller, String does) {
        if (caller.scope() != Role.administer)
            throw new Refused(
                    ErrorCode.forbidden,
                    "A token for a part of what you may do " + does + " no other one. Do that with your own.");
    }

    private void users(ServerRequest request, ServerResponse response) {
        exists.accept(repository(request));
        Api.json(response, new Users(people.users(repository(request)).orElse(null)));
    }

    private void share(ServerRequest request, ServerResponse response) {
        Users users = Body.read(request, Users.class);
        exists.accept(repository(request));
        asked(() -> {
            people.share(repository(request), users.emails());
            return true;
        });
        Api.json(response, users);
    }

    private static RepositoryName repository(ServerRequest request) {
        return Doors.id(request, "name", RepositoryName::new);
    }

    private static String email(ServerRequest request) {
        return request.path().pathParameters().get("email");
    }

    /// The e-mail of who asks.
    private static String own(ServerRequest request) {
        Person person = Doors.caller(request).person();
        if (person == null)
            throw new Refused(
                    ErrorCode.conflict,
                    "The operator's token stands in the state folder; it is the only one they need.");
        return person.email();
    }

    private static String label(@Nullable String label) {
        String text = label == null ? "" : label.strip();
        boolean plain = text.codePoints().noneMatch(Character::isISOControl) && text.length() <= LONGEST_LABEL;
        if (!plain) throw new Refused(ErrorCode.invalid_message, "A label is one line of 100 characters at most.");
        return text;
    }

    private interface Asking<T> {
        T ask();
    }

    private static <T> T asked(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (NotPossible e) {
            throw new Refused(ErrorCode.not_found, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Refused(ErrorCode.invalid_message, "Something is missing or malformed: " + e.getMessage());
        }
    }
}
