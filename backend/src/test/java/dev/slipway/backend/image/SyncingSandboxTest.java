package dev.slipway.backend.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncingSandboxTest {
    private static final Set<String> DIFFERING = Set.of("a.txt", "src/b.txt", "src/c.txt", "other/d.txt");

    @TempDir
    Path root;

    private final FakeEngine engine = new FakeEngine();
    private final CountDownLatch synced = new CountDownLatch(1);
    private Sandbox before;
    private Sandbox after;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        before = sandboxOver("old");
        after = sandboxOver("new");
        sandbox = SyncingSandbox.begin(
                before,
                "c0",
                () -> {
                    synced.await();
                    return after;
                },
                () -> DIFFERING);
    }

    @AfterEach
    void close() {
        sandbox.close();
        engine.close();
    }

    @Test
    void whatIsReadComesAtOnceAndFromTheRightFilesOnceTheyAreThere() throws Exception {
        assertThat(read("a.txt")).isEqualTo("old");
        assertThat(SyncingSandbox.readsFrom(sandbox)).contains("c0");
        assertThat(SyncingSandbox.change(sandbox)).isEmpty();
        sync();
        assertThat(read("a.txt")).isEqualTo("new");
        assertThat(SyncingSandbox.readsFrom(sandbox)).isEmpty();
        assertThat(SyncingSandbox.now(sandbox)).isSameAs(after);
    }

    @Test
    void whatWritesWaitsForTheRightFiles() throws Exception {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write("a.txt", "mine"));
        assertThat(read("a.txt")).isEqualTo("old");
        assertThat(written).isNotDone();
        sync();
        written.join();
        assertThat(read("a.txt")).isEqualTo("mine");
        assertThat(Files.readString(root.resolve("old/layer/workspace/a.txt"))).isEqualTo("old");
    }

    @Test
    void whatWasReadBeforeAndIsDifferentIsToldOnce() throws Exception {
        read("a.txt");
        sandbox.list("/workspace/src", null, 10);
        sandbox.status("unchanged.txt");
        sync();
        assertThat(SyncingSandbox.change(sandbox))
                .hasValueSatisfying(
                        change -> assertThat(change.stale()).containsExactly("a.txt", "src/b.txt", "src/c.txt"));
        assertThat(SyncingSandbox.change(sandbox)).isEmpty();
    }

    @Test
    void whoSearchedEverywhereMayHaveSeenAll() throws Exception {
        sandbox.search("/workspace", "old", null, 10);
        sync();
        assertThat(SyncingSandbox.change(sandbox).orElseThrow().stale()).containsExactlyInAnyOrderElementsOf(DIFFERING);
    }

    @Test
    void theFirstIsGoneWhenTheSecondIsThereAndBothWhenItIsClosed() throws Exception {
        sync();
        Awaitility.await("the first is gone").until(() -> !before.alive());
        assertThat(sandbox.alive()).isTrue();
        sandbox.close();
        assertThat(after.alive()).isFalse();
        assertThat(sandbox.alive()).isFalse();
    }

    @Test
    void closingItEndsTheWaiting() {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write("a.txt", "mine"));
        sandbox.close();
        assertThatThrownBy(written::join).hasCauseInstanceOf(SandboxException.class);
        assertThat(before.alive()).isFalse();
    }

    @Test
    void aSyncThatFailedIsALostSandbox() throws Exception {
        Sandbox failing = SyncingSandbox.begin(
                sandboxOver("third"),
                "c0",
                () -> {
                    throw new IllegalStateException("no room");
                },
                Set::of);
        assertThatThrownBy(() -> failing.write("a.txt", new byte[1]))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.lost()).isTrue())
                .hasMessageContaining("no room");
        assertThat(failing.alive()).isFalse();
        failing.close();
    }

    private void sync() throws InterruptedException {
        synced.countDown();
        sandbox.tasks();
    }

    private String read(String path) throws InterruptedException {
        return new String(sandbox.read(path, 0, 100).content(), UTF_8);
    }

    private void write(String path, String text) {
        try {
            sandbox.write(path, text.getBytes(UTF_8));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sandbox sandboxOver(String text) throws IOException, InterruptedException {
        Path layer = root.resolve(text).resolve("layer");
        Files.createDirectories(layer.resolve("workspace/src"));
        Files.writeString(layer.resolve("workspace/a.txt"), text);
        Path state = root.resolve(text).resolve("state");
        return engine.start(new SandboxSpec(text, List.of(layer), state, Limits.DEFAULT, Map.of()));
    }
}
