package dev.slipway.backend.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    @Test
    void whoAlwaysHasSomethingToDoLetsOthersRun() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++)
            busy.add(Thread.ofVirtual().start(() -> {
                Courtesy courtesy = new Courtesy();
                while (!over.get()) courtesy.step();
            }));
        Thread.ofVirtual().start(() -> over.set(true));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilTrue(over);
        } finally {
            over.set(true);
        }
        for (Thread thread : busy) thread.join();
    }
}
