package dev.slipway.desktop.prompt;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Files and pictures from the clipboard, or dropped.
final class Pasting {
    private Pasting() {}

    /// Files, or a picture that is written to a file first; empty where there is only text.
    static List<Path> from(Clipboard clipboard) {
        if (clipboard.hasFiles())
            return clipboard.getFiles().stream().map(File::toPath).toList();
        if (clipboard.hasImage() && !clipboard.hasString()) {
            return written(clipboard.getImage()).map(List::of).orElse(List.of());
        }
        return List.of();
    }

    private static Optional<Path> written(@Nullable Image image) {
        if (image == null) return Optional.empty();
        try {
            Path folder = Files.createTempDirectory("slipway-pasted");
            Path file = folder.resolve("pasted.png");
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return ImageIO.write(buffered(image), "png", file.toFile()) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static BufferedImage buffered(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        return copy;
    }
}
