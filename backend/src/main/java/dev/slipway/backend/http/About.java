package dev.slipway.backend.http;

import dev.slipway.backend.session.Pool;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ModelChoices;
import java.util.function.Supplier;

/// What the backend tells of itself. Each may block.
///
/// @param url where others reach this installation, without a slash at its end
/// @param status a record to be told as JSON
/// @param metrics in Prometheus' text format 0.0.4
public record About(
        Supplier<String> url,
        Supplier<Object> status,
        Supplier<ModelChoices> models,
        Supplier<DoctorReport> doctor,
        Pool pool,
        Supplier<Ready> ready,
        Supplier<String> metrics) {

    /// @param recovered whether all that an earlier backend left has been looked through
    /// @param writable whether the state folder takes a file
    public record Ready(boolean recovered, boolean writable) {}
}
