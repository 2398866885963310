package dev.slipway.backend.people;

import dev.slipway.protocol.Access;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Role;
import java.util.Optional;

/// What follows from who asks and what was given. Pure.
public final class AccessPolicy {
    private AccessPolicy() {}

    /// What somebody may do in a session; empty for nothing, and then it isn't there for them.
    ///
    /// @param usesRepository whether they may use the session's repository
    public static Optional<Role> role(Caller caller, Access access, boolean usesRepository) {
        return whole(caller, access, usesRepository).map(role -> role.atMost(caller.scope()));
    }

    private static Optional<Role> whole(Caller caller, Access access, boolean usesRepository) {
        if (caller.administrator()) return Optional.of(Role.administer);
        if (!usesRepository || caller.person() == null) return Optional.empty();
        Role given = access.people().stream()
                .filter(p -> p.person().email().equalsIgnoreCase(caller.person().email()))
                .map(Participant::role)
                .findFirst()
                .orElse(null);
        Role everyone = access.everyone();
        if (given == null) return Optional.ofNullable(everyone);
        return Optional.of(everyone == null || given.allows(everyone) ? given : everyone);
    }
}
