package dev.slipway.backend.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.backend.model.ToolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolsTest {
    private Workshop workshop;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void everyToolHasATextAndASchema() {
        assertThat(Toolbox.standard().specs())
                .extracting(ToolSpec::name)
                .containsExactly(
                        "read",
                        "glob",
                        "grep",
                        "edit",
                        "patch",
                        "write",
                        "bash",
                        "job",
                        "output",
                        "web_fetch",
                        "todo",
                        "ask");
        for (ToolSpec spec : Toolbox.standard().specs()) {
            assertThat(spec.description()).as(spec.name()).hasSizeGreaterThan(100);
            JsonNode schema = new JsonMapper().readTree(spec.inputSchema());
            assertThat(schema.get("type").stringValue()).isEqualTo("object");
            assertThat(schema.get("required").isArray()).isTrue();
        }
    }

    @Test
    void bashShowsOutputAsItComesAndTellsHowItEnded() throws Exception {
        assertThat(workshop.ok(new Bash(), "{\"command\":\"echo out; echo err >&2\"}"))
                .isEqualTo("out\nerr");
        assertThat(workshop.shown()).isEqualTo("out\nerr\n");
        assertThat(workshop.failed(new Bash(), "{\"command\":\"echo no; exit 3\"}"))
                .isEqualTo("no\n[exit code 3]");
        assertThat(workshop.ok(new Bash(), "{\"command\":\"cat; true\"}")).isEmpty();
        assertThat(workshop.failed(new Bash(), "{\"command\":\"sleep 1000\",\"timeout_ms\":50}"))
                .contains("still running after 50 ms", "background");
        assertThat(workshop.failed(new Bash(), "{\"command\":\"true\",\"timeout_ms\":600001}"))
                .contains("between 1 and 600000");
        assertThat(workshop.failed(new Bash(), "{\"command\":\" \"}")).contains("`command` is empty");
    }

    @Test
    void aBackgroundJobIsReadAndKilled() throws Exception {
        String started = workshop.ok(new Bash(), "{\"command\":\"echo begun; sleep 1000\",\"background\":true}");
        assertThat(started).startsWith("Job 1 runs in the background; its output goes to ");

        await().until(() -> workshop.ok(new Job(), "{\"id\":1}").contains("begun"));
        assertThat(workshop.ok(new Job(), "{\"id\":1}"))
                .isEqualTo("[job 1: running; bytes 0 to 6 of 6 so far]\nbegun\n");
        assertThat(workshop.ok(new Job(), "{\"id\":1,\"offset\":3}")).endsWith("un\n");
        assertThat(workshop.ok(new Job(), "{\"id\":1,\"action\":\"kill\"}")).isEqualTo("job 1 was ended");
        assertThat(workshop.ok(new Job(), "{\"id\":1}")).contains("[job 1: killed;");
        assertThat(workshop.failed(new Job(), "{\"id\":2}")).contains("no job has the id 2");
        assertThat(workshop.failed(new Job(), "{}")).contains("`id` is missing");
    }

    @Test
    void aBackgroundJobThatEndedTellsItsExitCode() throws Exception {
        workshop.ok(new Bash(), "{\"command\":\"echo 'it'\\\"'s\\\"; exit 4\",\"background\":true}");

        await().until(() -> workshop.ok(new Job(), "{\"id\":1}").contains("ended"));
        assertThat(workshop.ok(new Job(), "{\"id\":1}"))
                .startsWith("[job 1: ended with exit code 4;")
                .endsWith("it's\n");
    }

    @Test
    void readNumbersLinesAndGoesOn() throws Exception {
        workshop.put("f", "one\r\ntwo\nthree");

        assertThat(workshop.ok(new Read(), "{\"path\":\"f\"}")).isEqualTo("     1\tone\n     2\ttwo\n     3\tthree");
        assertThat(workshop.ok(new Read(), "{\"path\":\"f\",\"offset\":2,\"limit\":1}"))
                .isEqualTo("     2\ttwo\n[more lines follow: go on with offset 3]");
        assertThat(workshop.failed(new Read(), "{\"path\":\"f\",\"offset\":9}")).contains("has only 3 lines");
        assertThat(workshop.failed(new Read(), "{\"path\":\"none\"}")).isEqualTo("there is no file none");
    }

    @Test
    void readIsBoundedHoweverLongFilesAndLinesAre() throws Exception {
        workshop.put("long", "x".repeat(1_000_000) + "\nend\n");
        workshop.put("many", "line\n".repeat(300_000));
        workshop.put("wide", ("y".repeat(1_000) + "\n").repeat(300));

        assertThat(workshop.ok(new Read(), "{\"path\":\"long\"}"))
                .contains("998000 more bytes in this line", "     2\tend");
        assertThat(workshop.ok(new Read(), "{\"path\":\"many\"}"))
                .endsWith("  2000\tline\n[more lines follow: go on with offset 2001]");
        assertThat(workshop.ok(new Read(), "{\"path\":\"many\",\"offset\":299999}"))
                .isEqualTo("299999\tline\n300000\tline");
        assertThat(workshop.ok(new Read(), "{\"path\":\"wide\"}")).hasSizeBetween(45_000, 60_000);
    }

    @Test
    void readSaysWhatIsNoText() throws Exception {
        Files.write(workshop.file("p.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
        Files.write(workshop.file("b"), new byte[] {1, 0, 2});
        workshop.put("empty", "");
        workshop.put("folder/x", "");
        workshop.ok(new Bash(), "{\"command\":\"mkfifo pipe; ln -s /nowhere link\"}");

        assertThat(workshop.ok(new Read(), "{\"path\":\"p.png\"}")).contains("an image (PNG) of 9 bytes");
        assertThat(workshop.ok(new Read(), "{\"path\":\"b\"}")).contains("a binary file of 3 bytes");
        assertThat(workshop.ok(new Read(), "{\"path\":\"empty\"}")).isEqualTo("[the file is empty]");
        assertThat(workshop.ok(new Read(), "{\"path\":\".\"}"))
                .contains("folder/\n", "link (link)", "pipe (special file)");
        assertThat(workshop.failed(new Read(), "{\"path\":\"pipe\"}")).contains("not a regular file");
    }

    @Test
    void writeMakesAndReplaces() throws Exception {
        assertThat(workshop.ok(new Write(), "{\"path\":\"a/b/c\",\"content\":\"ä\"}"))
                .isEqualTo("a/b/c made, 2 bytes");
        assertThat(workshop.ok(new Write(), "{\"path\":\"/workspace/a/b/c\",\"content\":\"\"}"))
                .isEqualTo("/workspace/a/b/c replaced, 0 bytes");
        assertThat(workshop.failed(new Write(), "{\"path\":\"a\",\"content\":\"\"}"))
                .isEqualTo("a is a folder");
        assertThat(workshop.failed(new Write(), "{\"path\":\"a\"}")).contains("`content` is missing");
    }

    @Test
    void editChangesOnlyText() throws Exception {
        workshop.put("f", "one two\n");
        Files.write(workshop.file("latin"), new byte[] {'x', (byte) 0xE4});

        assertThat(workshop.ok(new Edit(), "{\"path\":\"f\",\"old_text\":\"two\",\"new_text\":\"2\"}"))
                .isEqualTo("f: replaced at line 1");
        assertThat(workshop.content("f")).isEqualTo("one 2\n");
        assertThat(workshop.failed(new Edit(), "{\"path\":\"latin\",\"old_text\":\"x\",\"new_text\":\"2\"}"))
                .contains("not UTF-8");
        assertThat(workshop.failed(new Edit(), "{\"path\":\"f\",\"old_text\":\"x\",\"new_text\":5}"))
                .contains("`new_text` must be a string, not the number 5");
    }

    @Test
    void globAndGrepFindFilesWithHostileNames() throws Exception {
        workshop.put("src/A.java", "class A {}\n");
        Files.writeString(workshop.file("src/line\nbreak.java"), "class B {}\n");
        Files.writeString(workshop.file("src/\u001b[31mred.java"), "class C {}\n");

        assertThat(workshop.ok(new Glob(), "{\"pattern\":\"**/*.java\"}").lines())
                .containsExactlyInAnyOrder(
                        "src/A.java", "\"src/line\\u000abreak.java\"", "\"src/\\u001b[31mred.java\"");
        assertThat(workshop.ok(new Grep(), "{\"pattern\":\"class [AB]\",\"path\":\"src\"}")
                        .lines())
                .containsExactlyInAnyOrder("A.java:1: class A {}", "\"line\\u000abreak.java\":1: class B {}");
        assertThat(workshop.ok(new Read(), "{\"path\":\"src/line\\u000abreak.java\"}"))
                .contains("class B");
        assertThat(workshop.ok(new Glob(), "{\"pattern\":\"*.none\"}")).isEqualTo("nothing matches *.none");
        assertThat(workshop.ok(new Grep(), "{\"pattern\":\"none\"}")).isEqualTo("no line matches");
    }

    @Test
    void theListIsShownWithMarks() throws Exception {
        String items = "{\"items\":[{\"text\":\"a\",\"state\":\"done\"},{\"text\":\"b\",\"state\":\"in_progress\"},"
                + "{\"text\":\"c\",\"state\":\"pending\"}]}";

        assertThat(workshop.ok(new Todo(), items)).isEqualTo("[x] a\n[>] b\n[ ] c");
        assertThat(new Todo().title(Arguments.parse(items))).isEqualTo("1 of 3 done: b");
        assertThat(workshop.failed(new Todo(), "{\"items\":[{\"text\":\"a\",\"state\":\"maybe\"}]}"))
                .isEqualTo("argument `items[0].state` must be one of pending, in_progress, done");
    }

    @ParameterizedTest
    @CsvSource({
        "'{', 'not valid JSON'",
        "'{} {}', 'not valid JSON'",
        "'null', 'not null'",
        "'\"x\"', 'not a string'",
        "'{\"path\":null}', '`path` is missing'",
        "'', '`path` is missing (none were given)'",
        "'{\"path\":[]}', '`path` must be a string, not an array'",
        "'{\"path\":\"x\",\"limit\":1e99}', '`limit` must be between 1 and 2000'",
        "'{\"path\":\"x\",\"limit\":1.5}', '`limit` must be a whole number, not the number 1.5'",
    })
    void argumentsThatCannotBeUsedAreNamed(String arguments, String why) throws Exception {
        assertThat(workshop.failed(new Read(), arguments)).contains(why);
    }
}
