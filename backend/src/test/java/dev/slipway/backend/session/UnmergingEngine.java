package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Capabilities;
import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;

/// An engine that makes no layers for now, as on a full disk.
final class UnmergingEngine implements SandboxEngine {
    private final FakeEngine inner = new FakeEngine();
    volatile boolean full = true;

    @Override
    public void merge(List<Path> layers, Path into) {
        if (full) throw SandboxException.failed("A layer can't be made: No space left on device");
        inner.merge(layers, into);
    }

    @Override
    public void flatten(List<Path> layers, Path into) {
        merge(layers, into);
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public Sandbox start(SandboxSpec spec) {
        return inner.start(spec);
    }

    @Override
    public List<Candidate> candidates(List<Path> layers, int atMost) {
        return inner.candidates(layers, atMost);
    }

    @Override
    public void makeSystem(String suite, List<String> packages, Path layer, OutputSink log)
            throws InterruptedException {
        inner.makeSystem(suite, packages, layer, log);
    }

    @Override
    public void delete(Path tree) {
        inner.delete(tree);
    }

    @Override
    public Extent extent(Path layer) {
        return inner.extent(layer);
    }

    @Override
    public void close() {
        inner.close();
    }
}
