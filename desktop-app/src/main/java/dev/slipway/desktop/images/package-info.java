/// What sessions begin on: each repository's image, how it is made, its builds and their logs. No session may enter.
/// FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.images;
