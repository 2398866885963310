package dev.slipway.protocol;

import java.util.List;

/// All repositories' images, and the room that they take.
///
/// @param diskBytes of all layers together
/// @param diskLimitBytes over which those go that were used longest ago
public record ImageList(long diskBytes, long diskLimitBytes, List<ImageDetails> images) {
    public ImageList {
        Check.notNegative("diskBytes", diskBytes);
        Check.notNegative("diskLimitBytes", diskLimitBytes);
        images = Check.copy("images", images);
    }
}
