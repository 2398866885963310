package dev.slipway.backend;

import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.egress.Egress;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.environment.Operator;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.image.Environments;
import dev.slipway.backend.image.ImageParts;
import dev.slipway.backend.image.Images;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.session.Board;
import dev.slipway.backend.session.BuildsOutside;
import dev.slipway.backend.session.ImageTelling;
import dev.slipway.backend.session.Outside;
import dev.slipway.backend.session.Repositories;
import dev.slipway.backend.session.RepositoryImages;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/// The rooms of a [House].
final class HouseRooms {
    private static final int BUILDS = 3;

    private HouseRooms() {}

    static Rooms open(
            Path root, Path home, Closing closing, SandboxEngine engine, Supplier<Grants> granted, Clock clock) {
        Lanes lanes = closing.later(new Lanes(4));
        Lane boardLane = lanes.lane();
        LogFile index = boardLane.call(() -> LogFile.openOrAnew(home.resolve("index.db"), clock));
        EventLog boardLog = closing.later(boardLane.call(() -> EventLog.open(index, boardLane, null)));
        Board board = new Board(boardLane, boardLog);
        SessionFiles files = closing.later(SessionFiles.open(home, clock));
        Mirrors mirrors = closing.later(new Mirrors(home.resolve("repos"), Map.of("HOME", root.toString())));
        closing.later(engine);
        Bases bases = closing.later(new Bases(home.resolve("layers"), engine));
        ImageTelling telling = new ImageTelling(board);
        Egress egress = closing.later(Egress.open(home.resolve("secrets"), home.resolve("egress")));
        Outside outside = new Outside(egress, repository -> granted.get());
        ImageParts parts = parts(engine, mirrors, bases, outside, clock);
        Images images = closing.later(Rooms.images(
                home,
                parts,
                telling,
                files,
                new Configuration.Images(Configuration.Images.DEFAULT.diskBytes(), BUILDS)));
        return new Rooms(
                lanes,
                boardLane,
                index,
                board,
                files,
                mirrors,
                bases,
                images,
                new Repositories(mirrors, images, board),
                new RepositoryImages(images, mirrors, board, telling),
                engine,
                Limits.DEFAULT,
                outside,
                closing.later(Rooms.searchIndex(home, files, board)),
                home);
    }

    private static ImageParts parts(SandboxEngine engine, Mirrors mirrors, Bases bases, Outside outside, Clock clock) {
        return new ImageParts(
                engine,
                mirrors,
                bases,
                new BuildsOutside(engine, outside, Limits.DEFAULT),
                new Environments(Operator.NONE, outside::opened, Environment.Amount.NONE),
                clock);
    }
}
