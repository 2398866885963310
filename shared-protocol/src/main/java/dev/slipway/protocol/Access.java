package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may do what in one session. Who administers the installation may do everything anyway; who may not use the
/// session's repository may do nothing. Immutable.
///
/// @param everyone what all may who may use the repository; null for nothing
/// @param people what some may beyond that, in the order in which it was given; who created the session is among them
public record Access(@Nullable Role everyone, List<Participant> people) {
    public Access {
        people = Check.copy("people", people);
    }
}
