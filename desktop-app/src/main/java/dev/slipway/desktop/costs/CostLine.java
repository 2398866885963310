package dev.slipway.desktop.costs;

import dev.slipway.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/// One line of the costs, in words that are harmless. Immutable.
///
/// @param note what else it is called; may be empty
/// @param share of the dearest line's cost, 0 to 1
/// @param session that can be opened, or null
record CostLine(
        String name,
        String note,
        String used,
        String cost,
        double share,
        @Nullable SessionId session) {}
