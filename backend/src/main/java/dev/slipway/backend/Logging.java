package dev.slipway.backend;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// One log for all: Helidon writes through java.util.logging, which is led to the same place.
final class Logging {
    private Logging() {}

    static void begin() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
