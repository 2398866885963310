package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.ClientMessage.AllowHost;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which hosts people may open to a session.
class AllowHostTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private static AllowHost allow(String host) {
        return new AllowHost(RequestId.fresh(), new SessionId("session1"), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LocalHost.", "a.localhost", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "[::1]"})
    void thisMachineIsNone(String host) {
        assertThatThrownBy(() -> SessionPolicy.allow(allow(host), ADA))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.invalid_message))
                .hasMessageContaining("This machine itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"API.example.org", "api.example.org.", "localhost.example.org", "10.0.0.1"})
    void othersAreNamedAsTheyAreCompared(String host) {
        assertThat(SessionPolicy.allow(allow(host), ADA))
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionEvent.HostAllowed.class,
                        allowed -> assertThat(allowed.host())
                                .isEqualTo(host.toLowerCase().replaceAll("\\.$", "")));
    }
}
