package dev.slipway.backend.http;

import dev.slipway.backend.session.Pool;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ModelChoices;
import java.util.function.Supplier;

/// What the backend tells of itself. Each may block.
///
/// @param status a record to be told as JSON
public record About(Supplier<Object> status, Supplier<ModelChoices> models, Supplier<DoctorReport> doctor, Pool pool) {}
