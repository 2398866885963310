package dev.slipway.desktop.thread;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A small picture of a file that someone sent, if it is one that may be looked at: a few bytes can claim to be a
/// picture of a billion points. Immutable.
///
/// @param argb its points, row by row
record Picture(int width, int height, int[] argb) {
    /// What it is shown at, in pixels.
    static final int HEIGHT = 64;

    private static final long LARGEST_BYTES = 8_000_000;
    private static final long MOST_POINTS = 40_000_000;
    private static final int WIDEST = 40 * HEIGHT;
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif");

    static boolean mayBe(String mediaType, long sizeBytes) {
        return sizeBytes <= LARGEST_BYTES && TYPES.contains(mediaType.toLowerCase(Locale.ROOT));
    }

    /// Takes some time; not for the FX thread.
    ///
    /// @return empty where it is none, or too large
    static Optional<Picture> of(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) return Optional.empty();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return Optional.empty();
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers throw many kinds on what is no picture.
            return Optional.empty();
        }
    }

    private static Optional<Picture> read(ImageReader reader) throws IOException {
        if (!TYPES.contains("image/" + reader.getFormatName().toLowerCase(Locale.ROOT))) return Optional.empty();
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_POINTS) return Optional.empty();
        int every = (int) Math.max(1, Math.max(height / (2 * HEIGHT), width / WIDEST));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(every, every, 0, 0);
        BufferedImage image = reader.read(0, param);
        int[] points = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Optional.of(new Picture(image.getWidth(), image.getHeight(), points));
    }
}
