package dev.slipway.client;

import dev.slipway.protocol.BoardEvent.ImageBuilding;
import dev.slipway.protocol.BoardEvent.ImageFailed;
import dev.slipway.protocol.BoardEvent.ImageReady;
import dev.slipway.protocol.BuildId;
import org.jspecify.annotations.Nullable;

/// What the board tells of one repository's image. Immutable.
///
/// @param ready what sessions begin on; null where there is none
/// @param building the newest word of the build that goes on; null where none does
/// @param failed how the last build failed; null where it didn't, or none was tried
public record ImageView(
        @Nullable ImageReady ready,
        @Nullable ImageBuilding building,
        @Nullable ImageFailed failed) {
    static final ImageView NONE = new ImageView(null, null, null);

    ImageView with(ImageBuilding now) {
        return new ImageView(ready, now, failed);
    }

    ImageView with(ImageReady now) {
        return new ImageView(now, ended(now.buildId()), null);
    }

    ImageView with(ImageFailed now) {
        return new ImageView(ready, ended(now.buildId()), now);
    }

    ImageView without(BuildId cancelled) {
        return new ImageView(ready, ended(cancelled), failed);
    }

    ImageView removed() {
        return new ImageView(null, building, failed);
    }

    /// Builds follow each other, and their ids are in that order.
    private @Nullable ImageBuilding ended(BuildId build) {
        return building == null || building.buildId().value().compareTo(build.value()) <= 0 ? null : building;
    }
}
