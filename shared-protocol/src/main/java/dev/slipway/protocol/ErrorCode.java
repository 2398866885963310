package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// Why something was refused; the message beside it says what to do. Append-only: a reader takes one that it
/// doesn't know for `internal`.
public enum ErrorCode {
    /// The message could not be read, or breaks a rule of its type.
    invalid_message,
    /// The type of the message is not known to this server.
    unknown_message,
    /// Larger, faster or more than this connection may send.
    too_much,
    /// No hello, a wrong token, or a protocol version that this server doesn't speak.
    unauthenticated,
    unsupported_protocol,
    /// The session, prompt, turn, block or repository isn't there, or isn't for this person.
    not_found,
    /// It is there and may be seen, but this person, or this token, may not do that.
    forbidden,
    /// It exists, but its state doesn't allow this now.
    conflict,
    /// The session was read from a file: it can be looked at, and nothing can be done in it.
    read_only,
    /// The repository can't be used as it is: without commits, unreachable, a branch that isn't there.
    repository_unusable,
    /// No git identity is set for the person.
    identity_missing,
    /// The session's file is damaged; other sessions are not concerned.
    session_damaged,
    /// No room left, or another fault of the machine; nothing was acknowledged.
    storage_failed,
    /// The sandbox could not be started or was lost.
    sandbox_failed,
    /// A fault of ours; the message carries a reference into the server's log.
    @JsonEnumDefaultValue
    internal
}
