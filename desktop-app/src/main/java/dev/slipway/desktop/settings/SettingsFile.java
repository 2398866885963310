package dev.slipway.desktop.settings;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The settings, kept in a file. A file that can't be read is put aside and begun anew. Closed by who opened it,
/// which writes what is not yet written.
public final class SettingsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private final ReadOnlyObjectWrapper<Settings> settings;
    private final Saving saving;

    private SettingsFile(Path file, Settings read) {
        settings = new ReadOnlyObjectWrapper<>(read);
        saving = new Saving(file);
    }

    /// @param folder made if it isn't there
    public static SettingsFile open(Path folder) {
        Path file = folder.resolve("settings.json");
        return new SettingsFile(file, read(file));
    }

    public ReadOnlyObjectProperty<Settings> settings() {
        return settings.getReadOnlyProperty();
    }

    public Settings now() {
        return settings.get();
    }

    /// Saved a moment later.
    public void change(UnaryOperator<Settings> change) {
        Settings now = change.apply(settings.get());
        if (now.equals(settings.get())) return;
        settings.set(now);
        saving.save(Json.text(now));
    }

    @Override
    public void close() {
        saving.close();
    }

    private static Settings read(Path file) {
        try {
            return Json.read(Files.readString(file), Settings.class);
        } catch (java.nio.file.NoSuchFileException e) {
            return Settings.FIRST;
        } catch (IOException | BadJson e) {
            LOG.warn("the settings in {} can't be read and are begun anew", file, e);
            aside(file);
            return Settings.FIRST;
        }
    }

    private static void aside(Path file) {
        try {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".unreadable"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} can't be put aside", file, e);
        }
    }
}
