package dev.slipway.backend.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    /// Two thousand folders of 200 characters: a path of a hundred times what the kernel takes.
    private static final int DEPTH = 2_000;

    @TempDir
    Path temp;

    @Test
    void aFolderDeeperThanAnyPathGoes() throws Exception {
        Path root = Files.createDirectory(temp.resolve("deep"));
        Path top = root.resolve("0");
        Files.createDirectory(top);
        String name = "d".repeat(200);
        for (int i = 1; i < DEPTH; i++) {
            Path above = Files.createDirectory(root.resolve("next"));
            Files.move(top, above.resolve(name));
            Files.move(above, top);
        }
        Trees.delete(root);
        assertThat(root).doesNotExist();
    }

    @Test
    void foldersThatMayNotBeEnteredGo() throws Exception {
        Path root = Files.createDirectories(temp.resolve("shut"));
        Path shut = Files.createDirectories(root.resolve("a/b/c"));
        Files.writeString(shut.resolve("file"), "x");
        for (Path each = shut; !each.equals(temp); each = each.getParent())
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("---------"));
        Trees.delete(root);
        assertThat(root).doesNotExist();
    }

    @Test
    void whatALinkLeadsToStays() throws Exception {
        Path precious = Files.createDirectories(temp.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Path root = Files.createDirectories(temp.resolve("links/inside"));
        Files.createSymbolicLink(root.resolve("folder"), precious);
        Files.createSymbolicLink(root.resolve("file"), precious.resolve("file"));
        Files.createSymbolicLink(root.resolve("nowhere"), temp.resolve("none"));
        Trees.delete(temp.resolve("links"));
        assertThat(temp.resolve("links")).doesNotExist();
        assertThat(precious.resolve("file")).hasContent("x");
    }

    @Test
    void aLinkIsDeletedItselfAndNothingIsFine() throws IOException {
        Path precious = Files.createDirectories(temp.resolve("precious"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), precious);
        Trees.delete(link);
        Trees.delete(temp.resolve("none"));
        assertThat(link).doesNotExist();
        assertThat(precious).exists();
    }

    @Test
    void manyFilesInManyFoldersGo() throws IOException {
        Path root = temp.resolve("many");
        for (int i = 0; i < 2_000; i++) {
            Path folder = Files.createDirectories(root.resolve("f" + i % 40 + "/g" + i % 7));
            Files.writeString(folder.resolve("file\n" + i), "");
        }
        Trees.delete(root);
        assertThat(root).doesNotExist();
    }
}
