package dev.slipway.protocol;

import java.util.List;

/// What was written into the person's checkout.
///
/// @param files the paths, sorted; empty where the checkout held everything already
public record Applied(List<String> files) {
    public Applied {
        files = Check.copy("files", files);
    }
}
