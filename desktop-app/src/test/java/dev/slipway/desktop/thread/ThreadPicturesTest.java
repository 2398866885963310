package dev.slipway.desktop.thread;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All that a thread can look like, to be looked at.
class ThreadPicturesTest {
    static final String PROSE = """
            ## What I found

            The flag is parsed in `Args.parse`, and **every** caller passes the list *unchanged*. See
            [the manual](https://example.org/manual?q=a_very_long_address) or https://example.org.

            1. Parse the flag
            2. Shout
               - also in the tests
               - and in the help

            - [x] parsed
            - [ ] documented

            > A quote, which says something that goes on for so long that it has to be broken into two lines here.

            | Flag | Meaning | Count |
            |:-----|:-------:|------:|
            | `-s` | shout | 12 |
            | `--quiet` | say nothing at all | 3 |

            ```java
            /* Says it. */
            public static void main(String... args) {
                System.out.println("HELLO, " + args[0].toUpperCase() + "; this line is so long that it goes on beyond the edge of the block");
                int answer = 42; // really
            }
            ```

            ---

            That is all.
            """;

    private final Story story = new Story();
    private Window window;
    private ThreadPane pane;

    @AfterEach
    void close() {
        if (window != null) window.close();
    }

    @ParameterizedTest
    @CsvSource({"light,900", "dark,900", "light,360", "dark,1440"})
    void aTurnWithAllThereIs(ThemeChoice theme, double width) {
        show(width, theme, s -> {
            s.created();
            s.happens(
                    new SessionEvent.BaseNoted(List.of("Three files are not committed; the agent doesn't see them.")));
            s.begins("Add a --shout option to the greeter, and say so in the help.");
            s.thinks("I should look at the parser first. Then at the tests.");
            s.says("I'll look at how the arguments are parsed.");
            for (String file : List.of("Args.java", "Greet.java", "README.md"))
                s.tool("read", "src/" + file, "{}", "1 x");
            s.tool("grep", "shout in src", "{}", "no line matches");
            s.tool(
                    "edit",
                    "src/Args.java",
                    "{\"path\":\"src/Args.java\",\"old_text\":\"int a;\\nint b;\",\"new_text\":\"int a;\\nString b = \\\"x\\\";\"}",
                    "ok");
            BlockId test = s.starts("bash", "./mvnw -q test", "{\"command\":\"./mvnw -q test\"}");
            s.refused(test, "packages.example.org");
            s.finishes(test, ToolOutcome.failed, "one\ntwo failed\n[exit code 1]");
            s.says(PROSE);
            s.changes(
                    new FileChange("src/main/java/greet/Args.java", FileChange.Kind.modified, 12, 3, false),
                    new FileChange("src/test/java/greet/ShoutTest.java", FileChange.Kind.added, 40, 0, false),
                    new FileChange("logo.png", FileChange.Kind.deleted, 0, 0, true));
            s.commits("Add a --shout option");
            s.done();
        });
        picture("thread-end-" + theme + "-" + (int) width);
        Window.run(pane::previousTurn);
        picture("thread-begin-" + theme + "-" + (int) width);
        Window.run(() -> story.rows(Row.Call.class).forEach(call -> story.model.toggle(call.key())));
        picture("thread-open-" + theme + "-" + (int) width);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void whatGoesOnNow(ThemeChoice theme) {
        show(760, theme, s -> {
            s.created().turn("First", "Done.");
            s.begins("Run everything, please.");
            s.happens(new SessionEvent.SandboxStarting(s.turn, "Starting the sandbox"));
            s.happens(new SessionEvent.SandboxReady(s.turn, 5, true, List.of("memory", "processes")));
            s.happens(new SessionEvent.ModelRetrying(s.turn, 1, 2000, "The model is overloaded."));
        });
        Window.run(() -> {
            BlockId block = story.starts("bash", "npm test -- --reporter=dot", "{\"command\":\"npm test\"}");
            story.grows(block, BlockKind.output, "", "test 1 ok\ntest 2 ok\n\u001b[31mtest 3 failed\u001b[0m\n");
            story.now += 12_000;
            story.happens(Story.prompt("And then write the changelog, with the names of those who helped."));
        });
        picture("thread-running-" + theme);
    }

    @ParameterizedTest
    @CsvSource({"light,360", "dark,760"})
    void hostileContent(ThemeChoice theme, double width) {
        show(width, theme, s -> {
            s.created()
                    .begins("x".repeat(300) + "\n\u202eevil\n" + "שלום עולם, ".repeat(20) + "\n"
                            + "日本語のテキスト".repeat(20));
            s.happens(new SessionEvent.EgressRefused(s.turn, null, "h".repeat(250), 443, "GET", "r".repeat(400)));
            s.tool("bash", "y".repeat(300), "{\"command\":\"" + "z".repeat(300) + "\"}", "q".repeat(6000));
            s.says("# " + "h".repeat(200) + "\n\n" + "w".repeat(400) + "\n\n|" + "a|".repeat(20) + "\n|"
                    + "-|".repeat(20)
                    + "\n|" + "cell with words|".repeat(20)
                    + "\n\n> > > > - deep\n> > > >   - deeper 😀👩‍👩‍👧 é\n\n<b onload=x>html</b>\n\n"
                    + "![pixel](http://tracker.example/x.png) [safe](javascript:alert(1))");
            s.changes(new FileChange("p/".repeat(150) + "f", FileChange.Kind.added, 1_000_000, 2_000_000, false));
            s.done();
        });
        picture("thread-hostile-end-" + (int) width);
        Window.run(pane::previousTurn);
        picture("thread-hostile-" + (int) width);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void whatOthersSaidMeanwhile(ThemeChoice theme) {
        Person grace = new Person("Grace Hopper", "grace@example.org");
        ToolCallId question = new ToolCallId("q");
        show(760, theme, s -> {
            s.created().begins("Add a --shout option to the greeter.").tool("read", "greet", "{}", "1 x");
            SessionEvent.PromptQueued steers = new SessionEvent.PromptQueued(
                    RequestId.fresh(),
                    PromptId.fresh(),
                    grace,
                    "Leave the tests alone, they are being moved.",
                    null,
                    null,
                    null,
                    PromptMode.steer,
                    null,
                    null);
            s.happens(steers).happens(new ControlEvent.PromptSteered(s.turn, steers.promptId(), steers));
            s.says("I'll leave them as they are.");
            s.happens(new SessionEvent.QuestionAsked(
                    s.turn, question, "Should it change the exit code, too?", List.of("Yes", "No")));
            s.done();
            s.happens(new SessionEvent.PromptQueued(
                    RequestId.fresh(), PromptId.fresh(), grace, "No", null, null, null, null, question, null));
        });
        picture("thread-meanwhile-" + theme);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void anEmptySession(ThemeChoice theme) {
        show(760, theme, Story::created);
        picture("thread-empty-" + theme);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void filesThatCameWithAPrompt(ThemeChoice theme) throws IOException {
        Attachment picture = new Attachment(AttachmentId.fresh(), "wrong.png", "image/png", 900);
        Attachment none = new Attachment(AttachmentId.fresh(), "none.png", "image/png", 10);
        Attachment log =
                new Attachment(AttachmentId.fresh(), "\u202egnp." + "l".repeat(80) + ".log", "text/plain", 123_456);
        story.connection.willAnswer(CompletableFuture.completedFuture(Picture.of(png())));
        story.connection.willAnswer(CompletableFuture.completedFuture(Picture.of(new byte[] {1, 2, 3})));
        show(760, theme, s -> {
            s.created();
            s.begins(new SessionEvent.PromptQueued(
                    RequestId.fresh(),
                    PromptId.fresh(),
                    Story.ADA,
                    "This looks wrong.",
                    null,
                    null,
                    List.of(picture, log, none),
                    null,
                    null,
                    null));
            s.says("I see.").done();
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Window.on(() -> pane.lookup(".image-view") != null));
        picture("thread-attachments-" + theme);
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D on = image.createGraphics();
        on.setColor(Color.ORANGE);
        on.fillOval(20, 20, 260, 160);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private void show(double width, ThemeChoice theme, Consumer<Story> tells) {
        window = Window.show(width, 800, theme, () -> {
            tells.accept(story);
            story.known();
            pane = new ThreadPane(story.model);
            return pane;
        });
        ThreadPaneTest.settle();
    }

    private void picture(String name) {
        ThreadPaneTest.settle();
        window.picture(name);
    }
}
