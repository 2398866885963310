package dev.slipway.desktop.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifications through `notify-send` (Linux) or `osascript` (macOS). Where neither is there, nothing is told. What a
/// session is called is hostile: it is an argument of its own, never a part of a script.
public final class SystemNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(SystemNotifier.class);
    private static final String SCRIPT =
            "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run";

    private final Executor ui;

    public SystemNotifier(Executor ui) {
        this.ui = ui;
    }

    @Override
    public void tell(Notice notice, Runnable chosen) {
        Thread.ofVirtual().name("notice").start(() -> run(notice, chosen));
    }

    private void run(Notice notice, Runnable chosen) {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        List<String> command = mac
                ? List.of("osascript", "-e", SCRIPT, notice.title(), notice.text())
                // It waits until the notification is closed, and prints the action's name where it was chosen.
                : List.of(
                        "notify-send", "--app-name=Slipway", "--action=open=Open", "--", notice.title(), notice.text());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readNBytes(100);
            if (new String(said, StandardCharsets.UTF_8).strip().equals("open")) ui.execute(chosen);
        } catch (IOException e) {
            LOG.debug("no notification could be shown: {}", e.getMessage());
        }
    }
}
