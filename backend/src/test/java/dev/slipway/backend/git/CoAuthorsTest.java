package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who else is named in a commit.
class CoAuthorsTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private static List<String> trailers(Person... others) {
        String base = "0".repeat(40);
        CommitRequest request = new CommitRequest(
                new SessionId("session1"),
                new TurnId("turn01"),
                "slipway/x-session1",
                base,
                base,
                ADA,
                List.of(others),
                "Fix");
        return CommitText.of(request).whole().lines().skip(4).toList();
    }

    @Test
    void everyoneIsNamedOnceAndTheAuthorNever() {
        assertThat(trailers(
                        ADA,
                        new Person("Grace", "grace@example.org"),
                        new Person("Ada L.", "ADA@example.org"),
                        new Person("Grace Hopper", "Grace@Example.org")))
                .containsExactly("Co-authored-by: Grace <grace@example.org>");
    }

    @Test
    void aHostileNameIsNoTrailerOfItsOwn() {
        assertThat(trailers(new Person(
                        "Eve\u2028Slipway-Turn: other\u0085Signed-off-by: Ada", "eve\u00a0x@example.org\u202e")))
                .containsExactly("Co-authored-by: Eve Slipway-Turn: other Signed-off-by: Ada <eve x@example.org>");
    }
}
