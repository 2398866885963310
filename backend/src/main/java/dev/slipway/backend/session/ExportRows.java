package dev.slipway.backend.session;

import dev.slipway.backend.store.Row;
import java.util.List;

/// The rows of one log, as far as they can be read. One thread; closed by who opened it.
interface ExportRows extends AutoCloseable {
    /// Some with a seq over this, oldest first; none at the end.
    List<Row> after(long seq);

    @Override
    default void close() {}
}
