package dev.slipway.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
    @Test
    void thingsInALaneHappenOneAfterTheOtherInTheirOrder() throws InterruptedException {
        try (Lanes lanes = new Lanes(4)) {
            Lane lane = lanes.lane();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int number = i;
                lane.submit(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    order.add(number);
                    inside.decrementAndGet();
                });
            }
            assertThat(lane.call(order::size)).isEqualTo(1000);
            assertThat(order).isSorted();
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void aLaneThatWaitsForTheDiskLeavesTheOthersTheirThreads() {
        try (Lanes lanes = new Lanes(2)) {
            CountDownLatch disk = new CountDownLatch(1);
            lanes.lane().submit(() -> await(disk));
            assertThat(lanes.lane().call(() -> "done")).isEqualTo("done");
            disk.countDown();
        }
    }

    @Test
    void aLaneWithMuchToDoLetsTheOthersInBetween() {
        try (Lanes lanes = new Lanes(1)) {
            CountDownLatch begun = new CountDownLatch(1);
            Lane busy = lanes.lane();
            List<String> order = new ArrayList<>();
            busy.submit(() -> await(begun));
            for (int i = 0; i < 1000; i++) busy.submit(() -> order.add("busy"));
            lanes.lane().submit(() -> order.add("other"));
            begun.countDown();
            int place = busy.call(() -> order.indexOf("other"));
            assertThat(place).isBetween(0, 9);
        }
    }

    @Test
    void aFaultGoesToWhoAskedAndTheLaneGoesOn() {
        try (Lanes lanes = new Lanes(1)) {
            Lane lane = lanes.lane();
            lane.submit(() -> {
                throw new AssertionError("submitted");
            });
            assertThatThrownBy(() -> lane.call(() -> {
                        throw new IllegalStateException("called");
                    }))
                    .hasMessage("called");
            assertThat(lane.call(() -> lane.call(() -> "from within"))).isEqualTo("from within");
        }
    }

    @Test
    void anInterruptDoesNotTakeBackWhatHasBegunAndIsKept() throws InterruptedException {
        try (Lanes lanes = new Lanes(1)) {
            Lane lane = lanes.lane();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch disk = new CountDownLatch(1);
            List<Object> seen = new ArrayList<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                seen.add(lane.call(() -> {
                    begun.countDown();
                    await(disk);
                    return "written";
                }));
                seen.add(Thread.currentThread().isInterrupted());
            });
            begun.await();
            caller.interrupt();
            disk.countDown();
            caller.join();
            assertThat(seen).containsExactly("written", true);
        }
    }

    @Test
    void whatWasGivenBeforeTheEndIsDoneAndNothingHangsAfterIt() {
        Lanes lanes = new Lanes(1);
        Lane lane = lanes.lane();
        CountDownLatch disk = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        lane.submit(() -> await(disk));
        for (int i = 0; i < 10; i++) lane.submit(done::incrementAndGet);
        Thread closing = Thread.ofPlatform().start(lanes::close);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        disk.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 10);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !closing.isAlive());
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(() -> lane.call(() -> "too late")).isInstanceOf(IllegalStateException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
