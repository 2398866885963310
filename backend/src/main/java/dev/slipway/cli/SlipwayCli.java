package dev.slipway.cli;

import dev.slipway.client.Plain;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The terminal client's commands. Exit codes: 0 done · 1 turn failed · 2 usage · 3 no backend · 130 stopped.
@Command(
        name = "slipway",
        description = "Slipway hosts coding agents: a prompt becomes a commit in your name.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PromptCommand.class,
            ListCommand.class,
            ShowCommand.class,
            AttachCommand.class,
            QueueCommand.class,
            DiffCommand.class,
            SearchCommand.class,
            CostsCommand.class,
            ForkCommand.class,
            UndoCommand.class,
            AllowCommand.class,
            RenameCommand.class,
            ArchiveCommand.class,
            RestoreCommand.class,
            DeleteCommand.class,
            ShareCommand.class,
            JoinCommand.class,
            PersonCommand.class,
            TokenCommand.class,
            RepoCommand.class,
            ImageCommand.class,
            SecretCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ReplayCommand.class,
            DownCommand.class
        })
public final class SlipwayCli {
    private SlipwayCli() {}

    public static void main(String[] arguments) {
        System.setOut(new PrintStream(System.out, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        // Tyrus announces every dropped connection there; the client tells of it itself.
        java.util.logging.LogManager.getLogManager().reset();
        int code = run(arguments);
        System.out.flush();
        // The shutdown hook that Ctrl-C runs is not wanted for an ordinary end.
        Runtime.getRuntime().halt(code);
    }

    static int run(String... arguments) {
        return new CommandLine(new SlipwayCli())
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    String words = fault.getMessage() == null ? fault.toString() : fault.getMessage();
                    if (!words.isEmpty()) System.err.println("slipway: " + Plain.text(words));
                    return fault instanceof Exit exit ? exit.code() : Exit.FAILED;
                })
                .execute(arguments);
    }
}
