package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import dev.slipway.backend.sandbox.SandboxEngine.Weighed;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A helper that has measured a layer and waits to be told where to copy it. It ends when nobody can tell it any more.
final class WeighedOutside implements Weighed {
    private static final int LONGEST_LINE = 4096;

    private final Process process;
    private final Extent extent;

    private WeighedOutside(Process process, Extent extent) {
        this.process = process;
        this.extent = extent;
    }

    /// @param process which this ends
    static WeighedOutside of(Process process) throws IOException {
        try {
            return new WeighedOutside(process, extent(line(process.getInputStream())));
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    /// @throws SandboxException where it tells something else, which then is in the message
    static Extent extent(String told) {
        String[] numbers = told.strip().split(" ");
        try {
            return new Extent(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw SandboxException.failed("Files can't be measured: " + LayersOutside.some(told));
        }
    }

    @Override
    public Extent extent() {
        return extent;
    }

    @Override
    public void copy(Path into) {
        try {
            try (OutputStream to = process.getOutputStream()) {
                to.write(into.toString().getBytes(StandardCharsets.UTF_8));
            }
            String words = new String(process.getInputStream().readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
            if (process.waitFor() != 0)
                throw SandboxException.failed("A layer can't be made: " + LayersOutside.some(words));
        } catch (IOException e) {
            throw SandboxException.failed("A layer can't be made: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SandboxException.failed("A layer can't be made: interrupted");
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = from.read(); c >= 0 && c != '\n' && line.size() < LONGEST_LINE; c = from.read()) line.write(c);
        return line.toString(StandardCharsets.UTF_8);
    }
}
