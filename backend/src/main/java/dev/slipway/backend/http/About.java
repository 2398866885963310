package dev.slipway.backend.http;

import dev.slipway.backend.session.Pool;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ModelChoices;
import java.util.function.Supplier;

/// What the backend tells of itself. Each may block.
///
/// @param url where others reach this installation, without a slash at its end
/// @param status a record to be told as JSON
public record About(
        Supplier<String> url,
        Supplier<Object> status,
        Supplier<ModelChoices> models,
        Supplier<DoctorReport> doctor,
        Pool pool) {}
