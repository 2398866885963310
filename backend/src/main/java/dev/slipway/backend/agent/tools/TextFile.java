package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Files of a sandbox that are to be changed as text.
final class TextFile {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private TextFile() {}

    /// The whole of it.
    ///
    /// @throws BadArguments where there is no file, or none that can be changed as text
    static String read(Sandbox sandbox, String path) throws InterruptedException {
        require(sandbox, path);
        Sandbox.FileBytes bytes = sandbox.read(path, 0, MOST_BYTES);
        String name = Names.shown(path);
        if (bytes.sizeBytes() > MOST_BYTES)
            throw new BadArguments(name + " has " + bytes.sizeBytes() + " bytes; only files of up to " + MOST_BYTES
                    + " can be edited. Use a command.");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadArguments(name + " is not UTF-8 text and can't be edited. Use a command.");
        }
    }

    /// @throws BadArguments where there is no file to be read; reading a pipe would never end
    static void require(Sandbox sandbox, String path) throws InterruptedException {
        Optional<Sandbox.FileStatus> status = sandbox.status(path);
        String name = Names.shown(path);
        if (status.isEmpty()) throw new BadArguments("there is no file " + name);
        switch (status.get().type()) {
            case folder -> throw new BadArguments(name + " is a folder");
            case other -> throw new BadArguments(name + " is not a regular file");
            case file, link -> {}
        }
    }
}
