/// Projects as people have them, with dependencies from the usual registries, and what is in reach of those. Tests and
/// benchmarks lay them out; nothing here knows of sandboxes.
package dev.slipway.backend.projects;
