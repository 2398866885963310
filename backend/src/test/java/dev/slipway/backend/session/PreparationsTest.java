package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.git.GitServer;
import dev.slipway.backend.git.SlowLine;
import dev.slipway.client.BoardView;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.BaseFailed;
import dev.slipway.protocol.BoardEvent.BasePreparing;
import dev.slipway.protocol.BoardEvent.BaseReady;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the board tells of repositories that are fetched and laid out.
class PreparationsTest {
    @TempDir
    Path root;

    private static List<BoardEvent> board(House house) {
        return house.sessions().board().log().read(0, 100_000).stream()
                .map(Board::event)
                .toList();
    }

    private static BoardView view(House house) {
        BoardView view = BoardView.EMPTY;
        for (var entry : house.sessions().board().log().read(0, 100_000))
            view = view.apply(new ServerMessage.Board("e", entry.seq(), entry.atMs(), Board.event(entry)));
        return view;
    }

    private static <E extends BoardEvent> List<E> board(House house, Class<E> kind) {
        return board(house).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static void awaitTold(House house, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofSeconds(60))
                .until(() -> board(house, BasePreparing.class).stream()
                        .anyMatch(e -> e.message().contains(words)));
    }

    private static CompletableFuture<Answer> add(House house, String url) {
        return CompletableFuture.supplyAsync(() ->
                house.sessions().repositories().add(new RepositoryCommand.AddRepository(RequestId.fresh(), url, null)));
    }

    private static void manyFiles(Path folder) throws IOException {
        GitRepository project = GitRepository.init(folder);
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] noise = new byte[6000];
            random.nextBytes(noise);
            project.write("f" + i, java.util.Base64.getEncoder().encodeToString(noise));
        }
        project.commit("Begin");
    }

    @Test
    void howFarALongFetchIsIsToldUntilItIsThere() throws Exception {
        manyFiles(root.resolve("served/many"));
        try (GitServer server = new GitServer(root.resolve("served"));
                SlowLine line = new SlowLine(server.port());
                House house = House.open(root.resolve("house"), Talker.saying("Hello"))) {
            RepositoryName many = new RepositoryName("many");
            long began = System.nanoTime();
            line.allow(20_000);
            CompletableFuture<Answer> added = add(house, "git://127.0.0.1:" + line.port() + "/many");
            awaitTold(house, "Fetching from git://127.0.0.1");
            assertThat(view(house).preparing().get(many).commit()).isEmpty();
            line.allow(500_000);
            awaitTold(house, "receiving objects, ");
            line.allow(100_000_000);
            added.get(60, TimeUnit.SECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(board(house, BasePreparing.class).size()).isLessThanOrEqualTo((int) took.toSeconds() + 1);
            assertThat(board(house, BaseReady.class)).singleElement().satisfies(e -> {
                assertThat(e.repository()).isEqualTo(many);
                assertThat(e.commit()).isEmpty();
            });
            assertThat(view(house).preparing()).isEmpty();
            assertThat(view(house).repositories()).containsKey(many);
        }
        try (House house = House.open(root.resolve("house"), Talker.saying("Hello"))) {
            Awaitility.await("what is over is forgotten")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> board(house, BasePreparing.class).isEmpty());
        }
    }

    @Test
    void aFetchThatFailsLeavesNothingToBeShown() throws Exception {
        manyFiles(root.resolve("served/many"));
        try (GitServer server = new GitServer(root.resolve("served"));
                SlowLine line = new SlowLine(server.port());
                House house = House.open(root.resolve("house"), Talker.saying("Hello"))) {
            line.allow(20_000);
            CompletableFuture<Answer> added = add(house, "git://127.0.0.1:" + line.port() + "/many");
            awaitTold(house, "Fetching from git://127.0.0.1");
            line.close();
            assertThatThrownBy(() -> added.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(Refused.class);
            assertThat(board(house, BaseFailed.class)).hasSize(1);
            assertThat(view(house).preparing()).isEmpty();
            assertThat(view(house).repositories()).isEmpty();
        }
    }

    @Test
    void aBaseIsToldReadyOnceForAllWhoWaitForIt() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            for (int i = 0; i < 4; i++) house.session();
            house.preparedSession();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !board(house, BaseReady.class).isEmpty());
            assertThat(board(house, BaseReady.class)).singleElement().satisfies(e -> {
                assertThat(e.commit()).isEqualTo(house.project().head());
                assertThat(e.files()).isEqualTo(1);
            });
            assertThat(board(house, BasePreparing.class).size()).isLessThanOrEqualTo(1);
            assertThat(view(house).preparing()).isEmpty();
        }
    }

    @Test
    void whatAStoppedBackendWasDoingIsNotShownAsGoingOn() throws IOException {
        RepositoryName project = new RepositoryName("project");
        try (House house = House.open(root, Talker.saying("Hello"))) {
            house.repository();
            Board board = house.sessions().board();
            board.append(Preparations.key(project, "abc"), new BasePreparing(project, "abc", "Preparing 50,000 files"));
            RepositoryName half = new RepositoryName("half");
            board.append(Preparations.key(half, ""), new BasePreparing(half, "", "Fetching"));
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> board(house, BaseFailed.class).size() == 2);
            assertThat(view(house).preparing()).containsOnlyKeys(project);
            assertThat(view(house).preparing().get(project).failed()).isTrue();
            assertThat(view(house).preparing().get(project).message()).contains("stopped");
        }
    }
}
