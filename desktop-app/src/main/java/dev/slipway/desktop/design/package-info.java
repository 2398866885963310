/// How everything looks: the tokens, both themes, fonts, and the few small controls that every screen shares. No view
/// model, no client and nothing about sessions may enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.design;
