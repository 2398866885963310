package dev.slipway.backend.model;

/// A tool as the model is told of it.
///
/// @param inputSchema a JSON Schema of an object, as JSON text
public record ToolSpec(String name, String description, String inputSchema) {}
