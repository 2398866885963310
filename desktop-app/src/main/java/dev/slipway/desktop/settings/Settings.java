package dev.slipway.desktop.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is remembered from one start to the next, drafts apart. Immutable.
///
/// @param backends those that a person added, in their order; the one of this machine is found anew each time
/// @param backend the name of the one shown last, or null for this machine's
/// @param window null before the first start
/// @param selected the session shown last, by backend name; this machine's is `""`
/// @param sessionsWidth of the list, in pixels; 0 for the usual
/// @param panelWidth of the panel at the right, in pixels; 0 for the usual
/// @param editor the command that opens a file, with `{file}` and `{line}`; null for one that is found
public record Settings(
        List<SavedBackend> backends,
        @Nullable String backend,
        ThemeChoice theme,
        @Nullable Window window,
        Map<String, String> selected,
        double sessionsWidth,
        double panelWidth,
        boolean splitDiff,
        @Nullable String editor) {

    public static final Settings FIRST =
            new Settings(List.of(), null, ThemeChoice.system, null, Map.of(), 0, 0, false, null);

    /// @param token secret
    public record SavedBackend(String name, String url, String token) {
        @Override
        public String toString() {
            return "SavedBackend[name=" + name + ", url=" + url + ", token=***]";
        }
    }

    /// In pixels of the screen.
    public record Window(double x, double y, double width, double height, boolean maximized) {}

    public enum ThemeChoice {
        system,
        light,
        dark
    }

    public Settings {
        backends = List.copyOf(backends);
        selected = Map.copyOf(selected);
    }

    public Settings withBackends(List<SavedBackend> now) {
        return new Settings(now, backend, theme, window, selected, sessionsWidth, panelWidth, splitDiff, editor);
    }

    public Settings withBackend(@Nullable String now) {
        return new Settings(backends, now, theme, window, selected, sessionsWidth, panelWidth, splitDiff, editor);
    }

    public Settings withTheme(ThemeChoice now) {
        return new Settings(backends, backend, now, window, selected, sessionsWidth, panelWidth, splitDiff, editor);
    }

    public Settings withWindow(Window now) {
        return new Settings(backends, backend, theme, now, selected, sessionsWidth, panelWidth, splitDiff, editor);
    }

    public Settings withSelected(String backendName, @Nullable String session) {
        Map<String, String> now = new java.util.HashMap<>(selected);
        if (session == null) now.remove(backendName);
        else now.put(backendName, session);
        return new Settings(backends, backend, theme, window, now, sessionsWidth, panelWidth, splitDiff, editor);
    }

    public Settings withWidths(double sessions, double panel) {
        return new Settings(backends, backend, theme, window, selected, sessions, panel, splitDiff, editor);
    }

    public Settings withSplitDiff(boolean now) {
        return new Settings(backends, backend, theme, window, selected, sessionsWidth, panelWidth, now, editor);
    }

    public Settings withEditor(@Nullable String now) {
        return new Settings(backends, backend, theme, window, selected, sessionsWidth, panelWidth, splitDiff, now);
    }
}
