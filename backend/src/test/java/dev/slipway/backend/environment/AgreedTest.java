package dev.slipway.backend.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.environment.Agreed.Source;
import dev.slipway.backend.environment.Environment.Amount;
import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedTest {
    private static final Amount MOST = new Amount(4L << 30, 2.0, 1024, 10L << 30);

    private static Operator operator(String yaml) {
        List<String> problems = new ArrayList<>();
        YamlNode root =
                Yaml.read(yaml, (line, problem) -> problems.add(problem)).orElseThrow();
        Operator read = Operator.read(((YamlNode.Section) root).entries(), (line, problem) -> problems.add(problem));
        assertThat(problems).isEmpty();
        return read;
    }

    private static Agreed agreed(String file, Operator operator, String... names) {
        return agreed(file, operator, Granted.NOTHING, names);
    }

    private static Agreed agreed(String file, Operator operator, Granted granted, String... names) {
        Optional<EnvironmentFile> read = file.isEmpty() ? Optional.empty() : Optional.of(EnvironmentFile.parse(file));
        return Agreed.of("hello", read, List.of(names), operator, granted, MOST);
    }

    @Test
    void aFileAsksAndNothingIsGrantedByItself() {
        Agreed agreed = agreed(
                "setup: make deps\negress: [a.example.org]\nsecrets: [npm-token]\nlimits: {memory: 8GB, cpus: 1}\n",
                Operator.NONE);
        assertThat(agreed.source()).isEqualTo(Source.file);
        assertThat(agreed.environment().setup()).containsExactly("make deps");
        assertThat(agreed.environment().egress()).isEmpty();
        assertThat(agreed.environment().secrets()).isEmpty();
        assertThat(agreed.environment().limits()).isEqualTo(new Amount(4L << 30, 1.0, 1024, 10L << 30));
        assertThat(agreed.notGranted())
                .containsExactly("the host a.example.org", "the secret npm-token", "more memory than 4096 MB");
    }

    @Test
    void theOperatorGrantsAndReplaces() {
        Operator operator = operator("""
                "*":
                  warm-up: make warm
                hello:
                  limits: {memory: 16GB}
                  setup: make other
                other:
                  setup: rm -rf /
                """);
        Agreed agreed = agreed(
                "setup: make deps\nbuild: make\negress: [a.example.org, example.com]\nsecrets: [npm-token]\n"
                        + "limits: {memory: 8GB}\n",
                operator,
                new Granted(host -> host.endsWith(".example.org"), "npm-token"::equals));
        assertThat(agreed.environment().setup()).containsExactly("make other");
        assertThat(agreed.environment().build()).containsExactly("make");
        assertThat(agreed.environment().warmUp()).containsExactly("make warm");
        assertThat(agreed.environment().egress()).containsExactly("a.example.org");
        assertThat(agreed.environment().secrets()).containsExactly("npm-token");
        assertThat(agreed.environment().limits().memoryBytes()).isEqualTo(8L << 30);
        assertThat(agreed.notGranted()).containsExactly("the host example.com");
    }

    @Test
    void aFileWithProblemsDoesNothingAndSaysWhy() {
        Agreed agreed = agreed("setup: x\nbuilt: y\n", Operator.NONE, "Makefile");
        assertThat(agreed.problems()).hasSize(1).first().asString().startsWith("2: built");
        assertThat(agreed.environment().runsSomething()).isFalse();
    }

    @Test
    void aGuessThatNeedsHostsIsDoneOnlyWhereTheyAreGranted() {
        Agreed idle = agreed("", Operator.NONE, "pom.xml", "mvnw");
        assertThat(idle.source()).isEqualTo(Source.detected);
        assertThat(idle.environment().runsSomething()).isFalse();
        assertThat(idle.reason()).contains("pom.xml: Maven, by ./mvnw", "aren't granted");
        assertThat(idle.notGranted()).containsExactly("the host repo.maven.apache.org");
        Agreed done =
                agreed("", Operator.NONE, new Granted("repo.maven.apache.org"::equals, s -> false), "pom.xml", "mvnw");
        assertThat(done.environment().setup()).containsExactly("./mvnw -B -ntp dependency:go-offline");
        assertThat(done.notGranted()).isEmpty();
        assertThat(agreed("", Operator.NONE, "Makefile").environment().build()).containsExactly("make");
    }

    @Test
    void withoutAFileTheOperatorsWordsCountMoreThanAGuess() {
        Agreed agreed = agreed("", operator("hello: {build: ./compile}"), "Makefile");
        assertThat(agreed.source()).isEqualTo(Source.operator);
        assertThat(agreed.environment().build()).containsExactly("./compile");
        assertThat(agreed("", Operator.NONE, "README.md").source()).isEqualTo(Source.none);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pom.xml|mvn -B -ntp dependency:go-offline",
                "build.gradle.kts gradlew|./gradlew --no-daemon testClasses",
                "package.json package-lock.json|npm ci --no-audit --no-fund",
                "package.json pnpm-lock.yaml|pnpm install --frozen-lockfile",
                "package.json yarn.lock|yarn install --frozen-lockfile",
                "uv.lock pyproject.toml|uv sync --frozen",
                "requirements.txt|~/.venv/bin/pip install -r requirements.txt",
                "Cargo.toml|cargo fetch",
                "go.mod Makefile|go mod download"
            })
    void whatIsAtTheRootTellsTheTool(String names, String command) {
        Detection guess = Detection.of(List.of(names.split(" "))).orElseThrow();
        assertThat(guess.environment().setup()).contains(command);
        assertThat(guess.environment().egress()).isNotEmpty();
        assertThat(guess.environment().build()).doesNotContain("make");
    }

    @Test
    void severalToolsAreSetUpOneAfterTheOther() {
        Detection guess = Detection.of(List.of("pom.xml", "package.json", "package-lock.json", "README.md"))
                .orElseThrow();
        assertThat(guess.environment().setup())
                .containsExactly("mvn -B -ntp dependency:go-offline", "npm ci --no-audit --no-fund");
        assertThat(guess.reason()).isEqualTo("pom.xml: Maven; package-lock.json: npm");
        assertThat(Detection.of(List.of("README.md", "src"))).isEmpty();
    }

    @Test
    void dependenciesMayChangeWithManifestsAndWithWhatACommandNames() {
        List<String> setup = List.of("bash ci/setup.sh");
        assertThat(Detection.decidesSetup("server/pom.xml", setup)).isTrue();
        assertThat(Detection.decidesSetup("requirements-dev.txt", setup)).isTrue();
        assertThat(Detection.decidesSetup("ci/setup.sh", setup)).isTrue();
        assertThat(Detection.decidesSetup("src/Main.java", setup)).isFalse();
    }
}
