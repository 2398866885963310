/// The benchmarks: what a session adds to its model, in milliseconds and megabytes, each figure beside a peer or a
/// physical limit that is measured in the same run. No assertion may enter, and nothing that the backend could know
/// it is measured by. Called by `slipway bench`; never by a test.
package dev.slipway.bench;
