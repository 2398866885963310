package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
    private static final String OPERATOR = "operator's token";
    private static final Person GRACE = new Person("Grace Hopper", "grace@example.org");
    private static final RepositoryName HELLO = new RepositoryName("hello");

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private People people;

    @BeforeEach
    void open() {
        people = opened();
    }

    private People opened() {
        return new People(home, OPERATOR, new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    private String token() {
        people.add(GRACE, false);
        return people.redeem(people.invite(GRACE.email()), "laptop").secret();
    }

    @Test
    void anInvitationIsGoodForOneToken() {
        people.add(GRACE, false);
        String code = people.invite("Grace@Example.org");
        String token = people.redeem(code, "laptop").secret();
        assertThat(people.caller(token)).get().satisfies(caller -> {
            assertThat(caller.person()).isEqualTo(GRACE);
            assertThat(caller.administers()).isFalse();
        });
        assertThatThrownBy(() -> people.redeem(code, "again")).isInstanceOf(NotPossible.class);
        assertThat(people.caller(code)).isEmpty();
    }

    @Test
    void anInvitationEndsWithItsTimeAndWithTheNextOne() {
        people.add(GRACE, false);
        String first = people.invite(GRACE.email());
        String second = people.invite(GRACE.email());
        assertThatThrownBy(() -> people.redeem(first, "")).isInstanceOf(NotPossible.class);
        now = now.plus(People.INVITATION);
        assertThatThrownBy(() -> people.redeem(second, "")).isInstanceOf(NotPossible.class);
    }

    @Test
    void everythingIsThereAfterARestartAndNoSecretIsInTheFile() throws IOException {
        String token = token();
        people.share(HELLO, List.of(GRACE.email()));
        String code = people.invite(GRACE.email());
        Path file = home.resolve("people.json");
        assertThat(Files.readString(file)).doesNotContain(token, code);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        people = opened();
        assertThat(people.caller(token)).get().extracting(Caller::person).isEqualTo(GRACE);
        assertThat(people.users(HELLO)).contains(List.of(GRACE.email()));
        assertThat(people.redeem(code, "desktop").person()).isEqualTo(GRACE);
        assertThat(people.tokens(GRACE.email())).extracting(People.Given::label).containsExactly("laptop", "desktop");
    }

    @Test
    void aRevokedTokenAndOneWhoseTimeIsOverOpenNothing() {
        String token = token();
        Caller caller = people.caller(token).orElseThrow();
        People.Fresh short_ = people.issue(GRACE.email(), Role.view, "script", Duration.ofDays(1));
        assertThat(people.caller(short_.secret()))
                .get()
                .extracting(Caller::scope)
                .isEqualTo(Role.view);
        now = now.plus(Duration.ofDays(1));
        assertThat(people.caller(short_.secret())).isEmpty();
        people.revoke(GRACE.email(), caller.tokenId());
        assertThat(people.caller(token)).isEmpty();
        assertThat(people.again(caller)).isEmpty();
    }

    @Test
    void whoIsRemovedComesInNoMoreAndUsesNothing() {
        String token = token();
        people.share(HELLO, List.of(GRACE.email()));
        people.remove(GRACE.email());
        assertThat(people.caller(token)).isEmpty();
        assertThat(people.users(HELLO)).contains(List.of());
        assertThat(people.isTeam()).isFalse();
        assertThat(people.caller(OPERATOR)).contains(Caller.OPERATOR);
    }

    @Test
    void nobodyCanRevokeAnothersToken() {
        String token = token();
        people.add(new Person("Ada", "ada@example.org"), false);
        String id = people.caller(token).orElseThrow().tokenId();
        assertThatThrownBy(() -> people.revoke("ada@example.org", id)).isInstanceOf(NotPossible.class);
        assertThat(people.caller(token)).isPresent();
    }

    @Test
    void aDamagedFileLetsNobodyIn() throws IOException {
        Files.writeString(home.resolve("people.json"), "{\"members\": [");
        assertThatThrownBy(this::opened)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("people.json");
    }

    @Test
    void aLinksCodeIsOfOneSessionAndOneLinkOfThisInstallation() {
        SessionId session = SessionId.fresh();
        LinkId link = LinkId.fresh();
        String code = people.links().code(session, link);
        assertThat(people.links().link(session, code)).contains(link);
        assertThat(people.links().link(SessionId.fresh(), code)).isEmpty();
        assertThat(new Links("another").link(session, code)).isEmpty();
        for (String wrong : List.of("", ".", link.value(), link + ".", code + "x", "../" + code, code.toUpperCase()))
            assertThat(people.links().link(session, wrong)).as(wrong).isEmpty();
    }
}
