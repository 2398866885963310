package dev.slipway.desktop.session;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.Sharing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the person may do, as far as the app can know: the backend decides, and says so where it is less. Pure.
public final class Rights {
    private Rights() {}

    /// Whether there are several people at all, as far as is known.
    public static boolean isTeam(@Nullable Welcome welcome) {
        return welcome != null && welcome.role() != null;
    }

    /// Whether the installation is theirs to administer, as it is the only person's.
    public static boolean administers(@Nullable Welcome welcome) {
        return welcome == null || welcome.role() == null || welcome.role() == Role.administer;
    }

    /// What they may do in a session; empty for nothing.
    public static Optional<Role> in(SessionListed session, @Nullable Welcome welcome) {
        if (administers(welcome) || session.access() == null) return Optional.of(Role.administer);
        if (welcome == null) return Optional.empty();
        Person own = welcome.person();
        Role everyone = session.access().everyone();
        Role given = own == null
                ? null
                : new Sharing(session.access(), List.of()).given(own.email()).orElse(null);
        Role most = given == null || everyone != null && everyone.allows(given) ? everyone : given;
        // A token for watching watches, whatever its person may do.
        return Optional.ofNullable(most).map(role -> welcome.role() == Role.view ? role.atMost(Role.view) : role);
    }
}
