package dev.slipway.backend.sandbox;

import java.nio.file.Path;
import java.util.List;

/// A way to make sandboxes on this machine. Thread-safe.
public interface SandboxEngine extends AutoCloseable {

    /// What this machine can enforce; found out once, when the engine was made.
    Capabilities capabilities();

    /// Starts a sandbox over the given folders and returns when its runner answers. Blocks for milliseconds.
    /// The caller closes it.
    ///
    /// @throws SandboxException where something that must hold can't be had, or another sandbox still holds the
    ///     workspace; the message says what to do
    Sandbox start(SandboxSpec spec) throws InterruptedException;

    /// What a session's own layers changed in `/workspace` over the layers below them, found by walking those
    /// alone, never the whole tree. Works while the sandbox runs. Links are never followed.
    ///
    /// @param layers the lowest first; one that isn't there yet changed nothing
    /// @param atMost how many candidates at the most; where there would be more, folders that hold many of them
    ///     become a `whole_folder` each, or the root does
    /// @throws SandboxException where it can't be looked at
    List<Candidate> candidates(List<Path> layers, int atMost);

    /// Makes a new layer that shows what the given ones showed together. No process may be writing to them: a
    /// sandbox over one of them is paused, or gone. What is there already on disk isn't written again where the
    /// file system can share it. On disk when this returns.
    ///
    /// @param layers the lowest first
    /// @param into doesn't exist yet; half a layer where this fails
    /// @throws SandboxException where it can't be made, as when the disk is full
    void merge(List<Path> layers, Path into);

    /// As [#merge], for a layer that will have none below it.
    void flatten(List<Path> layers, Path into);

    /// Makes a layer that is a whole system, Debian's, with the user that sandboxes run commands as. Needs the network,
    /// and takes some 30 s.
    ///
    /// @param suite as Debian calls its releases: `bookworm`
    /// @param packages beside the essential ones; the operator's choice, since their scripts run on this machine
    ///     with the backend's rights
    /// @param layer doesn't exist yet; on disk when this returns, and half a layer where it fails
    /// @param log called on another thread with what is said meanwhile
    /// @throws SandboxException where it can't be made; the message says what to do
    void makeSystem(String suite, List<String> packages, Path layer, OutputSink log) throws InterruptedException;

    /// Deletes what sandboxes wrote, whoever owns it inside. Where nothing stands, nothing happens. No sandbox may be
    /// writing there.
    ///
    /// @throws SandboxException where something stays
    void delete(Path tree);

    /// How much a layer holds, links never followed. What changes meanwhile may be counted or not.
    Extent extent(Path layer);

    /// A layer that is measured and may be copied then, which takes less than one after the other. The caller closes
    /// it.
    default Weighed weigh(Path layer) {
        Extent extent = extent(layer);
        return new Weighed() {
            @Override
            public Extent extent() {
                return extent;
            }

            @Override
            public void copy(Path into) {
                merge(List.of(layer), into);
            }

            @Override
            public void close() {}
        };
    }

    /// One thread.
    interface Weighed extends AutoCloseable {
        /// As [SandboxEngine#extent] told it.
        Extent extent();

        /// As [SandboxEngine#merge] of this layer alone. Once at most.
        void copy(Path into);

        @Override
        void close();
    }

    /// @param bytes on disk
    /// @param entries files, folders and all others
    /// @param newestChangeNanos when any of them was changed last, by the kernel's clock since 1970
    record Extent(long bytes, long entries, long newestChangeNanos) {}

    /// Ends all sandboxes that this engine started, and waits for them.
    @Override
    void close();
}
