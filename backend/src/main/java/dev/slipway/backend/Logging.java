package dev.slipway.backend;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// One log for all, on standard error, a line for each record. Everything comes through java.util.logging, as
/// Helidon writes there.
final class Logging {
    /// Kept, since java.util.logging forgets the levels of loggers that nobody holds.
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.helidon"), Logger.getLogger("org.eclipse"));

    /// Tells with a trace what a peer sent that is no frame, which would let anybody fill the disk. What breaks in a
    /// handler is told by [dev.slipway.backend.http].
    private static final Logger NO_FRAMES = Logger.getLogger("io.helidon.webserver.http1.Http1Connection");

    private Logging() {}

    static void begin() {
        Logger root = Logger.getLogger("");
        for (var handler : root.getHandlers()) root.removeHandler(handler);
        ConsoleHandler console = new ConsoleHandler();
        console.setFormatter(new Lines());
        root.addHandler(console);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        NO_FRAMES.setLevel(Level.SEVERE);
    }

    private static final class Lines extends Formatter {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

        @Override
        public String format(LogRecord record) {
            Instant at = record.getInstant();
            String name = String.valueOf(record.getLoggerName());
            String line = "%s %-7s %s: %s%n"
                    .formatted(
                            TIME.format(at.atZone(ZoneId.systemDefault())),
                            record.getLevel().getName(),
                            name.substring(name.lastIndexOf('.') + 1),
                            formatMessage(record));
            return record.getThrown() == null ? line : line + trace(record.getThrown());
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        }
    }
}
