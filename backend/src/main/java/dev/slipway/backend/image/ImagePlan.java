package dev.slipway.backend.image;

import dev.slipway.backend.image.Image.Ingredients;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What has to be done for an image. Pure.
///
/// @param fresh from nothing, instead of on top of the image that stands
/// @param checkout whether another commit has to be checked out
/// @param steps that are to be done, in their order
record ImagePlan(boolean fresh, boolean checkout, Set<BuildStep> steps) {
    static ImagePlan of(Optional<Image> current, String commit, Ingredients wanted, BuildWay way) {
        if (way == BuildWay.clean
                || current.isEmpty()
                || !current.get().made().ground().equals(wanted.ground()))
            return new ImagePlan(true, true, EnumSet.allOf(BuildStep.class));
        Image image = current.get();
        EnumSet<BuildStep> steps = EnumSet.noneOf(BuildStep.class);
        if (!image.made().setup().equals(wanted.setup())) steps.add(BuildStep.setup);
        if (!steps.isEmpty() || !image.made().build().equals(wanted.build())) steps.add(BuildStep.build);
        if (!steps.isEmpty() || !image.made().warmUp().equals(wanted.warmUp())) steps.add(BuildStep.warm_up);
        return new ImagePlan(false, !image.commit().equals(commit), steps);
    }
}
