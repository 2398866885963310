package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
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
        String name = Names.shown(path);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            Sandbox.FileBytes piece = sandbox.read(path, bytes.size(), MOST_BYTES + 1 - bytes.size());
            bytes.writeBytes(piece.content());
            if (bytes.size() > MOST_BYTES || piece.sizeBytes() > MOST_BYTES)
                throw new BadArguments(name + " has more than " + MOST_BYTES
                        + " bytes, which is too much to be edited. Use a command.");
            if (piece.content().length == 0 || bytes.size() >= piece.sizeBytes()) break;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
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
