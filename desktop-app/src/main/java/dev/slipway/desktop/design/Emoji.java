package dev.slipway.desktop.design;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Emoji on Linux: JavaFX (26) leaves a gap for every letter that it takes from a font with colours, and such a font
/// comes before all others there. This process does without them, and [Theme] brings one without colours.
public final class Emoji {
    private static final Logger LOG = LoggerFactory.getLogger(Emoji.class);
    private static final String FILE = "FONTCONFIG_FILE";

    private Emoji() {}

    /// Before the toolkit starts. Does nothing on other systems; where it fails, emoji stay gaps.
    ///
    /// @param folder gets a small file, which the font library reads
    public static void withoutColours(Path folder) {
        if (!System.getProperty("os.name").equals("Linux")) return;
        // Asked for first: Java copies the environment then, and what is started from here has the person's fonts.
        String before = System.getenv().getOrDefault(FILE, "/etc/fonts/fonts.conf");
        try {
            Path fonts = folder.resolve("fonts.conf");
            Files.createDirectories(folder);
            Files.writeString(fonts, """
                    <?xml version="1.0"?>
                    <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
                    <fontconfig>
                      <include ignore_missing="yes">%s</include>
                      <selectfont><rejectfont><pattern>
                        <patelt name="color"><bool>true</bool></patelt>
                      </pattern></rejectfont></selectfont>
                    </fontconfig>
                    """.formatted(before.replace("&", "&amp;").replace("<", "&lt;")));
            set(FILE, fonts.toAbsolutePath().toString());
        } catch (IOException | RuntimeException e) {
            LOG.warn("emoji can't be shown", e);
        }
    }

    /// For the libraries of this process alone.
    private static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (failed != 0) throw new IllegalStateException("setenv says no");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
