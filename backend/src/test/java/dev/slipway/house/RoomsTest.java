package dev.slipway.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The walls between the rooms, and which way the arrows go.
class RoomsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.slipway");

    /// Each room, and those that it may know.
    private static final String ARROWS = """
            protocol             |
            protocol.json        | protocol
            client               | protocol protocol.json
            cli                  | protocol protocol.json client
            backend.yaml         |
            backend.environment  | backend.yaml
            backend.config       | protocol backend.yaml backend.budget backend.egress backend.environment
            backend.files        |
            backend.store        | backend.files
            backend.events       | backend.store
            backend.egress       |
            backend.sandbox      | backend.files
            backend.model        | protocol
            backend.git          | protocol
            backend.image        | protocol protocol.json backend.files backend.environment backend.sandbox backend.git
            backend.agent        | protocol protocol.json backend.model backend.sandbox
            backend.people       | protocol protocol.json backend.files
            backend.search       | protocol protocol.json backend.store
            backend.bundle       | protocol protocol.json
            backend.budget       | protocol backend.model backend.search backend.store
            backend.session      | protocol protocol.json backend.people backend.bundle backend.search backend.budget backend.files backend.store backend.events backend.agent backend.model backend.sandbox backend.git backend.environment backend.image backend.egress
            backend.metrics      | protocol backend.session
            backend.ws           | protocol protocol.json backend.events backend.people backend.session
            backend.http         | protocol protocol.json backend.events backend.people backend.session
            """;

    /// A library and its room, or its rooms.
    @ParameterizedTest(name = "only {1} imports {0}")
    @CsvSource({
        "java.sql.., dev.slipway.backend.store..",
        "org.sqlite.., dev.slipway.backend.store..",
        "org.eclipse.jgit.., dev.slipway.backend.git..",
        "com.anthropic.., dev.slipway.backend.model..",
        "com.openai.., dev.slipway.backend.model..",
        "okhttp3.., dev.slipway.backend.model..",
        "org.snakeyaml.., dev.slipway.backend.yaml..",
        "picocli.., dev.slipway.cli..",
        "org.bouncycastle.., dev.slipway.backend.egress..",
        "org.jsoup.., dev.slipway.backend.agent.tools..",
        "io.prometheus.., dev.slipway.backend.metrics..",
        "org.pcollections.., dev.slipway.client.. dev.slipway.backend.session..",
        "org.glassfish.tyrus.., dev.slipway.client..",
        "jakarta.websocket.., dev.slipway.client..",
        "java.net.http.., dev.slipway.client.."
    })
    void aLibraryHasOneRoom(String library, String rooms) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(rooms.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is known in one room only can be replaced there"));
    }

    @Test
    void onlyTheEdgesImportHelidon() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("dev.slipway.backend.http..", "dev.slipway.backend.ws..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .because("what a request means is decided behind the edge"));
    }

    @Test
    void onlyTheSandboxRoomStartsProcesses() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.slipway.backend.sandbox..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .because("a process that runs on hostile files outside a sandbox is an escape"));
    }

    @ParameterizedTest(name = "{0} may know only {1}")
    @CsvSource(delimiter = '|', textBlock = ARROWS)
    void arrowsGoOneWay(String room, String known) {
        String own = "dev.slipway." + room.strip();
        String[] allowed = Arrays.stream((known == null ? "" : known).strip().split(" "))
                .filter(r -> !r.isBlank())
                .map(r -> "dev.slipway." + r + (r.equals("protocol") ? "" : ".."))
                .toArray(String[]::new);
        String inside = room.strip().equals("protocol") ? own : own + "..";
        var others = not(resideInAnyPackage(allowed))
                .and(not(resideInAPackage(inside)))
                .and(resideInAPackage("dev.slipway.."));
        holds(noClasses()
                .that()
                .resideInAPackage(inside)
                .should()
                .dependOnClassesThat(others)
                .because("an arrow the other way makes two rooms one"));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.slipway.(**)")
                .should()
                .beFreeOfCycles()
                .because("rooms in a circle can't be understood one at a time")
                .check(HOUSE);
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
