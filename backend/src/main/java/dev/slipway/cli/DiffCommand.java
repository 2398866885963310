package dev.slipway.cli;

import dev.slipway.client.Plain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Shows what a session committed, against the commit it began from.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session; the beginning of its id is enough.")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            String diff = Http.get(Address.find(), "/v1/sessions/" + talk.sessionId(id) + "/diff");
            if (diff.isEmpty()) System.err.println("Nothing is committed in this session yet.");
            Style style = Style.here();
            // Into a file or a pipe it goes as it is, so that `git apply` takes it.
            if (!style.terminal()) System.out.print(diff);
            else diff.lines().forEach(line -> System.out.println(coloured(line, style)));
            return Exit.DONE;
        }
    }

    static String coloured(String line, Style style) {
        String plain = Plain.line(line);
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) return style.bold(plain);
        if (line.startsWith("@@")) return style.blue(plain);
        if (line.startsWith("+")) return style.green(plain);
        if (line.startsWith("-")) return style.red(plain);
        return plain;
    }
}
