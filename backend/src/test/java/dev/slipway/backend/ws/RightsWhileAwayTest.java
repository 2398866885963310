package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody hears of the board whose rights changed while they were away.
class RightsWhileAwayTest {
    private static final Person GRACE = new Person("Grace", "grace@example.org");

    @TempDir
    Path root;

    @Test
    void theBoardBeginsAnewThoughNothingElseHappenedOnIt() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            house.preparedSession();
            String name = house.repository().value();
            house.people().add(GRACE, false);
            String secret = house.people()
                    .issue(GRACE.email(), Role.administer, "own", null)
                    .secret();
            String epoch = house.sessions().board().log().epoch();
            long head = house.sessions().board().log().head();
            house.people().share(house.repository(), List.of());
            try (Wire grace = new Wire(house)) {
                grace.say(new ClientMessage.Hello(ClientMessage.PROTOCOL, secret, "test", "1"));
                grace.await(ServerMessage.Welcome.class);
                grace.say(new ClientMessage.Watch(epoch, head));
                grace.await(ServerMessage.Reset.class);
                grace.say(new ClientMessage.Watch(null, null));
                grace.await(ServerMessage.CaughtUp.class);
                assertThat(grace.heard(ServerMessage.Board.class).toString()).doesNotContain(name);
            }
        }
    }
}
