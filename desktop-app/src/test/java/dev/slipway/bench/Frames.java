package dev.slipway.bench;

/// Frames that were made one after the other, in milliseconds.
///
/// @param each from one to the next
/// @param used what the FX thread used of a processor for each
record Frames(Samples each, Samples used) {
    /// As [FrameTimes] tells them.
    static Frames parse(String told) {
        Samples each = new Samples();
        Samples used = new Samples();
        for (String frame : told.strip().split(" ")) {
            String[] parts = frame.split(":");
            each.addNanos(Long.parseLong(parts[0]));
            used.addNanos(Long.parseLong(parts[1]));
        }
        return new Frames(each, used);
    }
}
