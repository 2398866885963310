package dev.slipway.backend.agent.tools;

import org.jspecify.annotations.Nullable;

/// What can be read of the network, as far as it is allowed. Thread-safe.
@FunctionalInterface
public interface Web {
    Web NONE = url -> {
        throw new NotRead("there is no network here");
    };

    /// Reads what stands at an address, and follows where it is sent on.
    ///
    /// @throws NotRead where it may not be read, or can't
    Page read(String url) throws InterruptedException, NotRead;

    /// @param url where it was found in the end
    /// @param type as the server says, or null
    /// @param content hostile; its beginning where it was cut
    record Page(String url, int status, @Nullable String type, byte[] content, boolean cut) {}

    /// The message is for the model: why, and what to do.
    final class NotRead extends Exception {
        public NotRead(String message) {
            super(message);
        }
    }
}
