package dev.slipway.protocol;

/// Sandboxes that wait for sessions which nobody has asked for yet.
///
/// @param starting that will wait soon
/// @param taken sessions that began in one that waited, since the backend started
/// @param missed sessions that had to start one, likewise
/// @param memoryBytes that those that wait take now, as far as this machine tells
public record PoolFigures(int waiting, int starting, long taken, long missed, long memoryBytes) {
    public PoolFigures {
        Check.notNegative("waiting", waiting);
        Check.notNegative("starting", starting);
        Check.notNegative("taken", taken);
        Check.notNegative("missed", missed);
        Check.notNegative("memoryBytes", memoryBytes);
    }
}
