package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/// Symbolic links as commits hold them. One thread.
final class CheckoutLinks {
    private static final int LONGEST_TARGET = 4095;

    private final Contents contents;
    private final boolean made;

    /// @param made whether the checkout has links at all
    CheckoutLinks(Contents contents, boolean made) {
        this.contents = contents;
        this.made = made;
    }

    /// Why this one can't be made as it is, or null.
    @Nullable
    String obstacle(Version link) throws IOException {
        if (!made) return "is a link, which this checkout has none of (core.symlinks)";
        try {
            String target = text(link);
            if (!target.isEmpty() && Path.of(target).toString().equals(target)) return null;
        } catch (CharacterCodingException | InvalidPathException e) {
            // Said below.
        }
        return "is a link to what can't be written here as it is";
    }

    /// What it leads to, which may be anywhere.
    ///
    /// @throws CharacterCodingException where it is no text, or too long
    String text(Version link) throws IOException {
        ObjectLoader content = contents.open(link.blob());
        if (content.getSize() > LONGEST_TARGET) throw new CharacterCodingException();
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content.getBytes()))
                .toString();
    }
}
