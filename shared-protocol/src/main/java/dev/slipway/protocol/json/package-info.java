/// The one mapping between the protocol's records and JSON. Nothing else enters. Called by the client and by
/// the backend's edges and store, on any thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.protocol.json;
