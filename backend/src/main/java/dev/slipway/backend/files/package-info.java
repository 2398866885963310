/// Trees of files that hostile code may have made. Nothing enters that knows what the files mean. Called by the
/// rooms that own such trees, on any thread; blocks for the disk.
@NullMarked
package dev.slipway.backend.files;

import org.jspecify.annotations.NullMarked;
