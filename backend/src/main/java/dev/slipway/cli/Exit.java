package dev.slipway.cli;

/// How a command ends: the process's exit code, and what to say on standard error, if anything.
final class Exit extends RuntimeException {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_BACKEND = 3;
    static final int STOPPED = 130;

    private final int code;

    Exit(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    static Exit noBackend() {
        return new Exit(NO_BACKEND, "No backend runs. Start it with `./slipway up`.");
    }
}
