package dev.slipway.backend.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What JGit may know of this machine: its clock and its name. No configuration file of the person or the
/// system reaches it, no variable can send it to another program, and it never asks the native git for
/// anything.
final class QuietSystem extends SystemReader.Delegate {
    private static boolean installed;

    private QuietSystem(SystemReader real) {
        super(real);
    }

    static synchronized void install() {
        if (installed) return;
        SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
        installed = true;
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Unmeasured(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Unmeasured(parent, fs);
    }

    /// Says that every file system's clock is coarse. Else JGit would find out how fine it is by writing probes
    /// into the folder it looks at, which may be the person's own repository.
    private static final class Unmeasured extends Empty {
        Unmeasured(@Nullable Config parent, FS fs) {
            super(parent, fs);
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? "2000 milliseconds"
                    : super.getString(section, subsection, name);
        }
    }

    private static class Empty extends FileBasedConfig {
        @SuppressWarnings("NullAway") // JGit's constructor takes no file for a configuration without one
        Empty(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
