package dev.slipway.backend.session;

import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.SessionId;
import java.util.Optional;

/// An expected no. The message tells the person what to do; it goes to the client as it is.
public final class Refused extends RuntimeException {
    private final ErrorCode code;

    public Refused(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// A session that isn't there, or not for who asks.
    public static Refused unknown(SessionId id) {
        return new Refused(
                ErrorCode.not_found, "There is no session " + id + "; `slipway list` shows those there are.");
    }

    /// An attachment that is too large.
    public static Refused tooLarge() {
        return new Refused(
                ErrorCode.too_much,
                "An attachment may have " + (ClientMessage.LARGEST_ATTACHMENT_BYTES >> 20)
                        + " MB. Attach a part of the file, or commit it to the repository.");
    }

    /// What a fault of the machine means to the person; empty where the fault is ours.
    public static Optional<Refused> from(RuntimeException fault) {
        return switch (fault) {
            case Refused known -> Optional.of(known);
            case StorageFailed full -> Optional.of(new Refused(ErrorCode.storage_failed, full.getMessage()));
            case DamagedLog damaged ->
                Optional.of(new Refused(
                        ErrorCode.session_damaged,
                        "The session can't be used; other sessions are not concerned. " + damaged.getMessage()
                                + (damaged.isNewer() ? "" : ". `slipway export` writes what can still be read of it")));
            default -> Optional.empty();
        };
    }

    public ErrorCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
