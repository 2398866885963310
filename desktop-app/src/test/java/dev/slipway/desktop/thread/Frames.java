package dev.slipway.desktop.thread;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.flow.AnchoredFlow;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import javafx.animation.AnimationTimer;

/// Measures how long frames take: while a text of 1,000 tokens a second is written, and while 10,000 rows are scrolled
/// through. Run by hand.
public final class Frames {
    private static final int SECONDS = 15;
    private static final String[] WORDS =
            ("The parser reads the *flag* and `Args` keeps it, so that every **caller** sees"
                            + " the same list without being told twice what it may hold and what not")
                    .split(" ");

    private Frames() {}

    public static void main(String[] args) {
        Story story = new Story();
        try (Window window = Window.show(1000, 800, ThemeChoice.light, () -> {
            story.created();
            for (int i = 0; i < 12; i++) story.turn("Prompt " + i, ThreadPicturesTest.PROSE);
            story.begins("Write a long text");
            story.known();
            return new ThreadPane(story.model);
        })) {
            report("warm-up", frames(frame -> frame < 60));
            report("idle", frames(frame -> frame < 120));
            report("streaming", frames(new Writer(story)::frame));
            Window.run(() -> story.says("The end.").done());
            report("quiet", frames(frame -> frame < 30));
            scroll(window, story);
        }
        System.exit(0);
    }

    private static void scroll(Window window, Story story) {
        Window.run(() -> {
            for (int i = 0; i < 30; i++) {
                story.begins("Prompt " + i);
                for (int j = 0; j < 20; j++) {
                    story.tool("bash", "make " + j, "{\"command\":\"make\"}", "ok");
                    story.says(ThreadPicturesTest.PROSE);
                }
                story.done();
            }
        });
        AnchoredFlow<?> flow =
                Window.on(() -> (AnchoredFlow<?>) window.scene().getRoot().lookup(".flow"));
        report("many rows told", frames(frame -> frame < 30));
        System.out.println(Window.on(() -> story.model.rows().get().size()) + " rows");
        for (int speed : new int[] {40, 120, 400, 3000}) {
            report("scrolling up by " + speed, frames(frame -> {
                flow.scrollBy(-speed);
                return frame < 300;
            }));
            report("scrolling down by " + speed, frames(frame -> {
                flow.scrollBy(speed);
                return frame < 300;
            }));
        }
    }

    /// As a model writes: four characters are a token.
    private static final class Writer {
        private final Story story;
        private final BlockId block = BlockId.fresh();
        private final StringBuilder text = new StringBuilder();
        private final long began = System.nanoTime();
        private int word;

        Writer(Story story) {
            this.story = story;
        }

        boolean frame(int number) {
            long ms = (System.nanoTime() - began) / 1_000_000;
            while (text.length() < ms * 4) {
                String more = WORDS[word++ % WORDS.length] + (word % 70 == 0 ? "\n\n" : " ");
                if (word % 900 == 0)
                    more += "```java\n" + "    int value = compute(1, \"two\"); // and so on\n".repeat(30) + "```\n\n";
                story.grows(block, BlockKind.answer, text.toString(), more);
                text.append(more);
            }
            boolean going = ms < SECONDS * 1000;
            if (!going) story.happens(new SessionEvent.AnswerFinished(story.turn, block, text.toString()));
            return going;
        }
    }

    /// @param each run in each frame, until it is false
    private static long[][] frames(IntPredicate each) {
        CompletableFuture<long[][]> done = new CompletableFuture<>();
        Window.run(() -> new AnimationTimer() {
            private final List<Long> times = new ArrayList<>();
            private final List<Long> busy = new ArrayList<>();
            private long last;
            private long lastCpu;

            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                if (last != 0) {
                    times.add(at - last);
                    busy.add(cpu - lastCpu);
                }
                last = at;
                lastCpu = cpu;
                if (each.test(times.size())) return;
                stop();
                done.complete(new long[][] {array(times), array(busy)});
            }
        }.start());
        return done.join();
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void report(String what, long[][] nanos) {
        long[] sorted = nanos[0];
        long[] busy = nanos[1];
        Arrays.sort(sorted);
        Arrays.sort(busy);
        long over = Arrays.stream(sorted).filter(n -> n > 33_000_000).count();
        System.out.printf(
                "%-24s %5d frames, median %5.1f ms, 99 %% %5.1f ms, longest %5.1f ms, over 33 ms: %d; FX thread busy: 99 %% %.1f, longest %.1f ms%n",
                what,
                sorted.length,
                ms(sorted, 0.5),
                ms(sorted, 0.99),
                ms(sorted, 1),
                over,
                ms(busy, 0.99),
                ms(busy, 1));
    }

    private static double ms(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / 1e6;
    }
}
