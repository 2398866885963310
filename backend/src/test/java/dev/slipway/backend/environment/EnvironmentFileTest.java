package dev.slipway.backend.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentFileTest {
    private static final String WHOLE = """
            base: host
            setup:
              - mvn -B dependency:go-offline
              - npm ci
            build: mvn -B test-compile
            warm-up:
              - mvn -B test
            test: [mvn -o test]
            services:
              - name: db
                command: postgres -D ~/db
                ready:
                  port: 5432
                timeout: 10s
              - name: queue
                command: ./queue
                ready: {file: /tmp/queue.ready}
            ports: [8080, 5432]
            environment:
              MAVEN_OPTS: -Xmx1g
              EMPTY: ""
            egress:
              - repo.maven.apache.org
              - registry.npmjs.org
            secrets: [npm-token]
            limits:
              memory: 6GB
              cpus: 1.5
            rebuild: 2h
            timeouts:
              setup: 10m
            """;

    private static List<String> problems(String text) {
        EnvironmentFile file = EnvironmentFile.parse(text);
        assertThat(file.environment())
                .as("one that has problems counts for nothing")
                .isEqualTo(Environment.NONE);
        return file.problems();
    }

    @Test
    void everythingThatCanBeSaidIsRead() {
        EnvironmentFile file = EnvironmentFile.parse(WHOLE);
        assertThat(file.problems()).isEmpty();
        Environment read = file.environment();
        assertThat(read.setup()).containsExactly("mvn -B dependency:go-offline", "npm ci");
        assertThat(read.build()).containsExactly("mvn -B test-compile");
        assertThat(read.warmUp()).containsExactly("mvn -B test");
        assertThat(read.test()).containsExactly("mvn -o test");
        assertThat(read.services())
                .containsExactly(
                        new ServiceSpec(
                                "db",
                                "postgres -D ~/db",
                                new ServiceSpec.Readiness(5432, null, null),
                                Duration.ofSeconds(10)),
                        new ServiceSpec(
                                "queue",
                                "./queue",
                                new ServiceSpec.Readiness(null, null, "/tmp/queue.ready"),
                                Duration.ofSeconds(30)));
        assertThat(read.ports()).containsExactly(8080, 5432);
        assertThat(read.variables()).isEqualTo(Map.of("MAVEN_OPTS", "-Xmx1g", "EMPTY", ""));
        assertThat(read.egress()).containsExactly("repo.maven.apache.org", "registry.npmjs.org");
        assertThat(read.secrets()).containsExactly("npm-token");
        assertThat(read.limits()).isEqualTo(new Environment.Amount(6L << 30, 1.5, null, null));
        assertThat(read.rebuild()).isEqualTo(Duration.ofHours(2));
        assertThat(read.timeouts())
                .isEqualTo(new Environment.Timeouts(
                        Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(30)));
    }

    @Test
    void anEmptyFileAsksForNothing() {
        assertThat(EnvironmentFile.parse("")).isEqualTo(new EnvironmentFile(Environment.NONE, List.of()));
        assertThat(EnvironmentFile.parse("# nothing yet\n"))
                .isEqualTo(new EnvironmentFile(Environment.NONE, List.of()));
    }

    @Test
    void everyProblemIsToldAtOnceWithItsLine() {
        assertThat(problems("""
                        bass: host
                        setup: {a: b}
                        ports: [0, http]
                        rebuild: now
                        limits:
                          memory: 4
                          disc: 1GB
                        services:
                          - name: DB
                            command: x
                          - name: queue
                        egress: [https://example.org/x, "*.a.org"]
                        environment:
                          PATH_TO: /x
                          GITHUB_TOKEN: abc
                          HOME: /root
                        """))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("1: bass isn't known here; there are: base, build, egress"),
                        p -> assertThat(p).startsWith("2: setup wants a list"),
                        p -> assertThat(p).contains("3: ports wants a whole number", "; ports wants"),
                        p -> assertThat(p).startsWith("4: rebuild wants a time such as 30s"),
                        p -> assertThat(p).startsWith("6: limits.memory wants a size"),
                        p -> assertThat(p).startsWith("7: limits.disc isn't known here"),
                        p -> assertThat(p).contains("9: services.name: DB is no name for a service"),
                        p -> assertThat(p).startsWith("11: services. wants a name"),
                        p -> assertThat(p).startsWith("12: egress: https://example.org/x is no host's name"),
                        p -> assertThat(p)
                                .startsWith("14: environment: GITHUB_TOKEN looks like a secret")
                                .contains("HOME is the sandbox's own"));
    }

    @Test
    void whatIsNamedTwiceIsAProblem() {
        assertThat(problems("setup: a\nsetup: b\n")).containsExactly("2: setup stands here a second time");
        assertThat(problems("services:\n  - {name: a, command: x}\n  - {name: a, command: y}\n"))
                .containsExactly("3: services. names a a second time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just words",
                "- a\n- list",
                "\tsetup: x",
                "setup: [",
                "a: *b",
                "a: &b c",
                "{",
                "? {a: b}\n: c",
                "--- \na: b\n--- \nc: d",
                "setup: \"a\\0b\"",
                "setup: !!binary x\nx: y"
            })
    void whatIsNoEnvironmentIsAProblemAndNothingElse(String text) {
        assertThat(problems(text)).isNotEmpty().allMatch(p -> p.matches("(?s)\\d+: .+"));
    }

    @Test
    void aBillionLaughsAreRefusedAtTheFirst() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha,ha,ha,ha,ha,ha,ha,ha,ha]\n");
        for (int i = 1; i < 10; i++)
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(8) + "*a" + (i - 1)));
        assertThat(problems(laughs.toString()))
                .singleElement()
                .satisfies(p -> assertThat(p).startsWith("1: anchors and aliases"));
    }

    @Test
    void aHundredMegabytesAndDeepNestsAreRefused() {
        assertThat(problems("a".repeat(100 << 20))).containsExactly("1: the file is larger than 64 kB");
        assertThat(problems("[".repeat(60_000)))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("nested more than"));
        assertThat(problems("a: ".repeat(10_000))).hasSize(1);
        assertThat(problems("- ".repeat(30_000)))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("nested more than"));
        assertThat(problems("k".repeat(60_000) + ": x").getFirst()).hasSizeLessThan(400);
        String many = "x: 1\n".repeat(9_000);
        assertThat(problems(many)).hasSizeLessThanOrEqualTo(50);
    }
}
