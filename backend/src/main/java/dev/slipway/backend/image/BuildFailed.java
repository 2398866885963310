package dev.slipway.backend.image;

/// A build can't go on. The message is for people.
final class BuildFailed extends RuntimeException {
    BuildFailed(String message) {
        super(message);
    }
}
