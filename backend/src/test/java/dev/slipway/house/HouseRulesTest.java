package dev.slipway.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Sizes, names and notices that keep the rooms small.
class HouseRulesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_METHOD = 40;
    private static final Pattern UNWANTED_NAME =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Service|Info|Data)\\.java");

    @Test
    void filesStayUnderThreeHundredLines() {
        assertThat(sources(".java", ".c", ".h", ".ts").filter(f -> lines(f).size() > LONGEST_FILE))
                .as("a file that is longer holds two things: split it")
                .isEmpty();
    }

    @Test
    void methodsStayUnderFortyLines() throws IOException {
        assertThat(longMethods(sources(".java").toList()))
                .as("a method that is longer does two things: split it")
                .isEmpty();
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        assertThat(sources(".java")
                        .filter(f -> f.toString().contains("/src/main/"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(sources(".java")
                        .filter(f -> UNWANTED_NAME.matcher(f.toString()).matches()))
                .isEmpty();
    }

    private static List<String> longMethods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, d -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : units) new Methods(unit, positions, found).scan(unit, null);
        }
        return found;
    }

    private static final class Methods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        Methods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long end = positions.getEndPosition(unit, method);
            if (end >= 0) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                long length = lines.getLineNumber(end) - first + 1;
                if (length > LONGEST_METHOD)
                    found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName() + " has " + length);
            }
            return super.visitMethod(method, nothing);
        }
    }

    private static Stream<Path> sources(String... endings) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(f -> Stream.of(endings).anyMatch(e -> f.toString().endsWith(e)))
                    .filter(f -> !ROOT.relativize(f)
                            .toString()
                            .matches("(.*/)?(target|node_modules|\\.git|src/test/resources)/.*"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
