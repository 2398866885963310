package dev.slipway.backend.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operator's named secrets: a file each, which `slipway secret` writes. Read when they are needed, so that a new
/// value counts at once, and kept nowhere. Thread-safe.
public final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final int LARGEST = 16 << 10;

    private final Path folder;

    /// @param folder with a file for each; it need not be there
    public Secrets(Path folder) {
        this.folder = folder;
    }

    public boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    /// The header's value with its secrets in it.
    ///
    /// @throws Denied where one isn't there, or isn't fit for a header
    String fill(Header header) {
        Matcher names = Header.SECRET.matcher(header.value());
        String value = names.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
        if (!Header.isValue(value))
            throw Denied.forbidden("the operator's secret for it can't stand in a header: it has to be one line");
        return value;
    }

    private String value(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) <= LARGEST) return Files.readString(file).strip();
        } catch (IOException e) {
            LOG.warn("the secret {} can't be read: {}", name, e.getMessage());
        }
        throw Denied.forbidden(
                "it needs the secret " + name + ", which the operator has to set: slipway secret set " + name);
    }
}
