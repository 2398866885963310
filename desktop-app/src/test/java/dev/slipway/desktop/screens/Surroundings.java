package dev.slipway.desktop.screens;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.ClientMessage.StopTurn;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What stands around sessions: their images and sandboxes, the network, and their past.
final class Surroundings {
    private static final int[] TWO = {360, 1440};
    private static final int[] ALL = {360, 900, 1440};
    private static final int PARTS = 60_000;

    private final Studio studio;

    Surroundings(Studio studio) {
        this.studio = studio;
    }

    /// Its sandbox is released while other pictures are made.
    SessionId serves() {
        SessionId serve = studio.session("Serve the page while I look");
        studio.ask(serve, "Serve the page while I look at it.");
        Studio.until(() -> studio.row(serve).state() == SessionState.done);
        return serve;
    }

    void ofThePast() {
        SessionId notes = studio.session("Note ideas as they come");
        for (String idea : new String[] {"Note the first idea.", "Note the second one.", "Note a third one."}) {
            int before = studio.details(notes).turns();
            studio.ask(notes, idea);
            Studio.await(() -> studio.details(notes).turns() > before);
            Studio.until(() -> studio.row(notes).state() == SessionState.done);
        }
        studio.size(1440);
        studio.show(notes);
        studio.shoot("fork-and-undo", TWO);
        studio.size(1440);
        studio.settle();
        studio.pressWord("Undo this turn");
        Studio.until(() -> studio.hears("1 turn undone"));
        studio.shoot("undone", TWO);
        studio.size(1440);
        studio.press("1 turn undone");
        studio.run("thread.latest");
        studio.shoot("undone-open", TWO);
    }

    void ofTheNetwork() {
        SessionId fetch = studio.session("Fetch the translations");
        studio.ask(fetch, "Fetch the translations of the greeting.");
        Studio.until(() -> studio.row(fetch).state() == SessionState.done);
        studio.size(1440);
        studio.show(fetch);
        studio.shoot("host-refused", TWO);
        studio.size(1440);
        studio.press("Allow registry.npmjs.org");
        studio.shoot("host-allowed", TWO);
    }

    void ofLimits() {
        SessionId load = studio.session("Load the greeter");
        studio.ask(load, "Load the greeter as far as it goes.");
        studio.size(1440);
        studio.show(load);
        Window.run(() -> studio.desk().toggle(DeskModel.Panel.details));
        Studio.await(() -> {
            Double cpus = studio.details(load).sandbox().cpusUsed();
            return cpus != null && cpus > 0.1;
        });
        studio.settle();
        studio.shoot("limits", ALL);
        Window.run(() -> studio.desk().closePanel());
        studio.send(new StopTurn(RequestId.fresh(), load));
    }

    /// A repository with so many files that a session reads while they are laid out.
    void ofReadingFirst() throws Exception {
        Path atlas = repository("atlas", Map.of("README.md", "# Atlas\n\nMaps, part by part.\n"));
        RepositoryName name = add(atlas);
        SessionId first = studio.session(name, "Look at the atlas");
        studio.ask(first, "Survey the atlas.");
        Studio.until(() -> studio.row(first).state() == SessionState.done);
        StringBuilder commit =
                new StringBuilder("commit refs/heads/main\ncommitter Ada <ada@example.org> 1795569600 +0000\n"
                        + "data 5\nparts\nfrom refs/heads/main^0\n");
        for (int i = 0; i < PARTS; i++) commit.append("M 100644 inline parts/%05d\ndata 6\n%05d\n\n".formatted(i, i));
        studio.git(atlas, commit.toString(), "fast-import", "--quiet");
        studio.git(atlas, "", "reset", "-q", "--hard");
        SessionId survey = studio.session(name, "Survey the atlas");
        studio.ask(survey, "Survey the atlas, part by part.");
        studio.size(1440);
        studio.show(survey);
        Studio.until(() -> studio.sees("Reading the files of"));
        studio.shoot("reading-first", TWO);
        Studio.until(() -> studio.row(survey).state() == SessionState.done);
        studio.shoot("reading-over", TWO);
    }

    void ofImages() throws Exception {
        RepositoryName broken = add(repository("gazette", Map.of("Makefile", "all:\n\tfalse\n")));
        Studio.until(() -> {
            var image = studio.desk().connection().board().get().images().get(broken);
            return image != null && image.failed() != null;
        });
        String setup = "setup: for i in $(seq 1 600); do echo \"[$i/600] fetched package-$i\"; sleep 0.4; done\n";
        RepositoryName slow = add(repository("observatory", Map.of(".slipway/environment.yaml", setup)));
        studio.size(1440);
        Window.run(() -> studio.shell().toggle(ShellModel.Overlay.images));
        studio.settle();
        studio.shoot("images", ALL);
        studio.size(1440);
        studio.settle();
        studio.pressBeside(slow.value(), "Log");
        Studio.until(() -> studio.lookup("#image-log-" + slow)
                .queryTextInputControl()
                .getText()
                .contains("[9/600]"));
        studio.shoot("images-log", ALL);
        Window.run(() -> studio.shell().closeOverlay());
        studio.send(new RepositoryCommand.CancelBuild(RequestId.fresh(), slow));
    }

    void ofRelease(SessionId serves) {
        studio.size(1440);
        studio.show(serves);
        Studio.until(() -> studio.sees("was released"));
        Window.run(() -> studio.desk().toggle(DeskModel.Panel.details));
        studio.settle();
        studio.shoot("released", ALL);
        Window.run(() -> studio.desk().closePanel());
        studio.settle();
        studio.shoot("released-thread", TWO);
    }

    private RepositoryName add(Path repository) {
        RepositoryName name = new RepositoryName(repository.getFileName().toString());
        studio.send(new RepositoryCommand.AddRepository(RequestId.fresh(), repository.toString(), name));
        return name;
    }

    private Path repository(String name, Map<String, String> files) throws Exception {
        Path made = Files.createDirectory(studio.root().resolve(name));
        studio.git(made, "", "init", "-q", "-b", "main");
        for (var file : files.entrySet()) write(made.resolve(file.getKey()), file.getValue());
        studio.git(made, "", "add", ".");
        studio.git(made, "", "commit", "-qm", "Begin");
        return made;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
