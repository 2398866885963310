package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;

/// What answers a command.
///
/// @param repeated whether the command had been answered before
record Answered(Entry entry, boolean repeated) {}
