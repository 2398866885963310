package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.image.Image.Ingredients;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// When images are built, what of them is done anew, and what goes.
class ImagePolicyTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Agreed ASKED =
            new Agreed(Environment.NONE, Agreed.Source.none, "nothing was recognised", List.of(), List.of());
    private static final Agreed OTHER =
            new Agreed(Environment.NONE, Agreed.Source.file, "a file", List.of(), List.of());
    private static final Ingredients MADE = new Ingredients("ground", "setup", "build", "warm");

    private static Optional<Image> image(Ingredients made) {
        return Optional.of(new Image(
                new RepositoryName("hello"),
                BuildId.fresh(),
                "c0",
                "main",
                List.of("a"),
                made,
                ASKED,
                List.of(),
                1,
                1,
                1));
    }

    @Test
    void anOriginIsLookedAtOnceInACadence() {
        assertThat(RebuildPolicy.look(null, HALF_AN_HOUR, 0, false)).isEqualTo(RebuildPolicy.Look.now);
        assertThat(RebuildPolicy.look(0L, HALF_AN_HOUR, 1_799_999, false)).isEqualTo(RebuildPolicy.Look.later);
        assertThat(RebuildPolicy.look(0L, HALF_AN_HOUR, 1_800_000, false)).isEqualTo(RebuildPolicy.Look.now);
        assertThat(RebuildPolicy.look(null, HALF_AN_HOUR, 0, true)).isEqualTo(RebuildPolicy.Look.later);
        assertThat(RebuildPolicy.look(1_000_000L, HALF_AN_HOUR, 5, false))
                .as("the clock was set back")
                .isEqualTo(RebuildPolicy.Look.now);
    }

    @Test
    void whatMovedIsBuiltAndWhatFailedIsNotTriedAgain() {
        RebuildPolicy.Known built = new RebuildPolicy.Known("c0", ASKED, null);
        assertThat(RebuildPolicy.isDue(new RebuildPolicy.Known(null, null, null), "c0", ASKED))
                .isTrue();
        assertThat(RebuildPolicy.isDue(built, "c0", ASKED)).isFalse();
        assertThat(RebuildPolicy.isDue(built, "c1", ASKED)).isTrue();
        assertThat(RebuildPolicy.isDue(built, "c0", OTHER)).isTrue();
        RebuildPolicy.Known failed = new RebuildPolicy.Known("c0", ASKED, "c1");
        assertThat(RebuildPolicy.isDue(failed, "c1", ASKED)).isFalse();
        assertThat(RebuildPolicy.isDue(failed, "c2", ASKED)).isTrue();
    }

    @Test
    void onlyWhatChangedAndWhatComesAfterIsDoneAnew() {
        assertThat(ImagePlan.of(image(MADE), "c0", MADE, BuildWay.usual))
                .isEqualTo(new ImagePlan(false, false, Set.of()));
        assertThat(ImagePlan.of(image(MADE), "c1", MADE, BuildWay.usual))
                .isEqualTo(new ImagePlan(false, true, Set.of()));
        assertThat(ImagePlan.of(
                        image(MADE), "c1", new Ingredients("ground", "setup", "other", "other"), BuildWay.usual))
                .isEqualTo(new ImagePlan(false, true, Set.of(BuildStep.build, BuildStep.warm_up)));
        assertThat(ImagePlan.of(image(MADE), "c1", new Ingredients("ground", "other", "build", "warm"), BuildWay.usual)
                        .steps())
                .containsExactly(BuildStep.setup, BuildStep.build, BuildStep.warm_up);
        assertThat(ImagePlan.of(image(MADE), "c0", new Ingredients("ground", "setup", "build", "other"), BuildWay.usual)
                        .steps())
                .containsExactly(BuildStep.warm_up);
    }

    @Test
    void anotherGroundOrACleanBuildBeginsFromNothing() {
        ImagePlan all = new ImagePlan(true, true, Set.of(BuildStep.values()));
        assertThat(ImagePlan.of(Optional.empty(), "c0", MADE, BuildWay.usual)).isEqualTo(all);
        assertThat(ImagePlan.of(image(MADE), "c0", MADE, BuildWay.clean)).isEqualTo(all);
        assertThat(ImagePlan.of(image(MADE), "c0", new Ingredients("x", "setup", "build", "warm"), BuildWay.usual))
                .isEqualTo(all);
    }

    private static SweepPolicy.Layer layer(String key, long usedAtMs, boolean replaced, String... below) {
        return new SweepPolicy.Layer(key, List.of(below), 10, usedAtMs, replaced);
    }

    @Test
    void whatIsReplacedGoesUnlessSomebodyStandsOnIt() {
        List<SweepPolicy.Layer> layers = List.of(
                layer("base", 1, false),
                layer("old1", 1, true, "base"),
                layer("old2", 1, true, "base", "old1"),
                layer("older", 1, true, "base"),
                layer("new1", 2, false, "base"));
        List<SweepPolicy.Standing> standing = List.of(new SweepPolicy.Standing("hello", List.of("base", "new1"), 2));
        assertThat(SweepPolicy.of(layers, standing, Set.of(), 1000).layers())
                .containsExactlyInAnyOrder("old1", "old2", "older");
        assertThat(SweepPolicy.of(layers, standing, Set.of("old2"), 1000).layers())
                .containsExactly("older");
    }

    @Test
    void whereThereIsNoRoomTheOldestGoesAndNeverWhatIsNeeded() {
        List<SweepPolicy.Layer> layers = List.of(
                layer("a", 5, false),
                layer("a-thin", 1, false, "a"),
                layer("b", 2, false),
                layer("b-thin", 9, false, "b"),
                layer("c", 8, false));
        List<SweepPolicy.Standing> standing =
                List.of(new SweepPolicy.Standing("a", List.of("a"), 5), new SweepPolicy.Standing("c", List.of("c"), 8));
        assertThat(SweepPolicy.of(layers, standing, Set.of(), 50).layers()).isEmpty();
        assertThat(SweepPolicy.of(layers, standing, Set.of(), 40).layers()).containsExactly("a-thin");
        assertThat(SweepPolicy.of(layers, standing, Set.of(), 30).layers())
                .as("what stands on a layer goes with it")
                .containsExactlyInAnyOrder("a-thin", "b", "b-thin");
        SweepPolicy.Decision none = SweepPolicy.of(layers, standing, Set.of("c"), 0);
        assertThat(none.layers()).containsExactlyInAnyOrder("a", "a-thin", "b", "b-thin");
        assertThat(none.images()).containsExactlyInAnyOrder("a", "c");
        assertThat(SweepPolicy.of(layers, standing, Set.of(), 15).images()).containsExactly("a");
    }
}
