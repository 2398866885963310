package dev.slipway.backend.people;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who asks, by which token. Immutable; what it was when the token was shown, so ask [People#caller] again for what
/// lasts.
///
/// @param person null for the operator, who is whoever git says
/// @param administrator whether all sessions and repositories are theirs to administer
/// @param scope what the token allows at most
/// @param tokenId null for the operator's own
/// @param untilMs until when the token is valid; null for ever
public record Caller(
        @Nullable Person person,
        boolean administrator,
        Role scope,
        @Nullable String tokenId,
        @Nullable Long untilMs) {
    /// Who has the token in the state folder, and so the machine: the operator, or the only person.
    public static final Caller OPERATOR = new Caller(null, true, Role.administer, null, null);

    /// Under which what is theirs alone is kept: their e-mail, or nothing for the operator.
    public String key() {
        return person == null ? "" : key(person.email());
    }

    /// A person's key.
    public static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    public boolean isOperator() {
        return tokenId == null;
    }

    /// What they may do at most, with everything together.
    public Role role() {
        return administrator ? scope : Role.take_part.atMost(scope);
    }

    /// Whether the installation is theirs to administer by this token.
    public boolean administers() {
        return administrator && scope == Role.administer;
    }
}
