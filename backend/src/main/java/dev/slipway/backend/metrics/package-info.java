/// Figures of the whole backend, as Prometheus reads them. Counting happens beside the work and never holds it up;
/// everything that can be looked at instead is looked at when somebody asks.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.metrics;
