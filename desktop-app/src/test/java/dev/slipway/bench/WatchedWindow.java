package dev.slipway.bench;

import dev.slipway.client.LocalBackend;
import dev.slipway.desktop.AppWindow;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.design.Painted;
import dev.slipway.desktop.flow.AnchoredFlow;
import dev.slipway.desktop.session.GrowingText;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Outside;
import dev.slipway.desktop.thread.Row;
import dev.slipway.protocol.SessionId;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The app's window as the app makes it, in a process of its own, which can be asked how it does.
public final class WatchedWindow extends Application {
    private final UiThread ui = new UiThread();
    private AppWindow window;
    private Scene scene;

    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        window = new AppWindow(
                stage,
                LocalBackend.home(System.getenv()).resolve("desktop"),
                System.getenv(),
                ui,
                new NothingOutside());
        scene = stage.getScene();
        window.show();
        Questions.answer(this::answer);
    }

    @Override
    public void stop() {
        window.close();
    }

    private CompletableFuture<String> answer(String[] question) {
        return switch (question[0]) {
            case "open" -> open(new SessionId(question[1]));
            case "shown" -> painted(this::showsThread).thenApply(nothing -> Long.toString(System.nanoTime()));
            case "online" -> painted(this::isOnline);
            case "offline" -> painted(() -> !isOnline());
            case "seq" -> now(open().view().get().seq());
            case "growing" ->
                now(open().growing().stream().mapToInt(GrowingText::length).sum());
            case "frames" -> FrameTimes.record(Long.parseLong(question[1]), () -> {});
            case "scroll" -> scroll(Double.parseDouble(question[1]), Long.parseLong(question[2]));
            case "heap" -> now(heap());
            default -> throw new IllegalArgumentException(question[0]);
        };
    }

    private boolean isOnline() {
        return desk() != null
                && desk().connection().boardKnown().get()
                && desk().connection().status().get().isOnline();
    }

    /// How long until the session's thread was painted, in nanoseconds.
    private CompletableFuture<String> open(SessionId session) {
        long began = System.nanoTime();
        window.shell().openSession(session);
        return painted(() -> open().id().equals(session) && showsThread())
                .thenApply(nothing -> Long.toString(System.nanoTime() - began));
    }

    private CompletableFuture<String> scroll(double pixels, long ms) {
        AnchoredFlow<?> flow = Objects.requireNonNull(flow());
        return FrameTimes.record(ms, () -> flow.scrollBy(pixels));
    }

    /// Completes when the first frame in which this is so has been painted.
    private CompletableFuture<String> painted(BooleanSupplier condition) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Runnable[] each = new Runnable[1];
        each[0] = () -> {
            if (!condition.getAsBoolean()) {
                Platform.requestNextPulse();
                return;
            }
            scene.removePostLayoutPulseListener(each[0]);
            Painted.frame(ui, () -> done.complete("yes"));
        };
        scene.addPostLayoutPulseListener(each[0]);
        Platform.requestNextPulse();
        return done;
    }

    /// Whether the end of the open session's last turn is in view.
    private boolean showsThread() {
        if (desk() == null || open() == null || !open().known().get()) return false;
        AnchoredFlow<?> flow = flow();
        List<?> seen = flow == null ? List.of() : flow.seen();
        return !seen.isEmpty()
                && seen.getLast() instanceof Row.Ended ended
                && ended.turn().equals(open().view().get().lastTurn().started().turnId());
    }

    private AnchoredFlow<?> flow() {
        return (AnchoredFlow<?>) scene.lookup(".thread .flow");
    }

    private DeskModel desk() {
        return window.shell().desk().get();
    }

    private OpenSession open() {
        return desk().open().get();
    }

    private static CompletableFuture<String> now(Object answer) {
        return CompletableFuture.completedFuture(answer.toString());
    }

    /// What can't be collected, in bytes.
    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final class NothingOutside implements Outside {
        @Override
        public void browse(String url) {}

        @Override
        public void copy(String text) {}
    }
}
