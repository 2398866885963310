/// YAML as a small tree with line numbers: texts, lists, sections; no tags, anchors or types. Bounded, so that what a
/// stranger wrote can be read. Nothing of what the keys mean may enter. Called by `config` and `environment`; pure.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.yaml;
