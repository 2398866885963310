package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsAListAndEveryOlderStateOfItStaysAsItWas(long seed) {
        Random random = new Random(seed);
        Sequence<Integer> sequence = Sequence.of();
        List<Integer> list = new ArrayList<>();
        Sequence<Integer> older = sequence;
        List<Integer> olderList = List.of();
        for (int i = 0; i < 3000; i++) {
            if (!list.isEmpty() && random.nextInt(3) == 0) {
                int place = random.nextInt(list.size());
                sequence = sequence.with(place, i);
                list.set(place, i);
            } else {
                sequence = sequence.plus(i);
                list.add(i);
            }
            if (random.nextInt(500) == 0) {
                assertThat(older).as("seed %d, step %d", seed, i).isEqualTo(olderList);
                older = sequence;
                olderList = List.copyOf(list);
            }
        }
        assertThat(sequence).as("seed %d", seed).isEqualTo(list);
        assertThat(older).as("seed %d", seed).isEqualTo(olderList);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 1023, 1024, 1025, 1056, 32_767, 32_768, 32_769})
    void itGrowsOverTheEdgesOfItsNodes(int size) {
        List<Integer> list = IntStream.range(0, size).boxed().toList();
        Sequence<Integer> sequence = Sequence.copyOf(list);
        assertThat(sequence).isEqualTo(list).hasSize(size);
        assertThat(sequence.plus(-1)).hasSize(size + 1).endsWith(-1);
        assertThat(sequence).hasSize(size);
    }

    @Test
    void twoThatGrowFromTheSameOneDontKnowEachOther() {
        Sequence<String> common = Sequence.copyOf(List.of("a", "b"));
        assertThat(common.plus("c")).containsExactly("a", "b", "c");
        assertThat(common.plus("d")).containsExactly("a", "b", "d");
        assertThat(common).containsExactly("a", "b");
    }

    @Test
    void placesThatAreNotThereAreRefused() {
        Sequence<String> one = Sequence.copyOf(List.of("a"));
        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.with(1, "b")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Sequence.of().get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
