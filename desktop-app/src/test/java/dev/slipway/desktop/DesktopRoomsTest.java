package dev.slipway.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The walls in the desktop app.
class DesktopRoomsTest {
    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.slipway.desktop");

    @Test
    void viewModelsKnowNoScene() {
        holds(noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..")
                .because("what is shown is decided where no toolkit is needed to test it"));
    }

    @Test
    void panesKnowNoClient() {
        holds(noClasses()
                .that()
                .haveSimpleNameEndingWith("Pane")
                .or()
                .areAssignableTo("javafx.scene.Node")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.slipway.client..")
                .because("what a pane shows comes from its model"));
    }

    @Test
    void thereIsOneHopToTheFxThread() {
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.slipway.desktop.connection.UiThread")
                .should()
                .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable")
                .because("who hops elsewhere loses the order"));
    }

    @ParameterizedTest(name = "only {1} imports {0}")
    @CsvSource({
        "org.commonmark.., dev.slipway.desktop.prose..",
        "org.fife.., dev.slipway.desktop.code..",
        "atlantafx.base.theme.., dev.slipway.desktop.design.."
    })
    void aLibraryHasOneRoom(String library, String room) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is known in one room only can be replaced there"));
    }

    @Test
    void aReadableListIsMadeOnceAndKept() {
        List<String> lost = APP.stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().startsWith("unmodifiableObservable"))
                .map(Object::toString)
                .toList();
        assertThat(lost)
                .as("a listener on a list that nobody holds is gone with the next collection of garbage")
                .isEmpty();
    }

    @Test
    void theAppKnowsNoBackend() {
        holds(noClasses().should().dependOnClassesThat().resideInAPackage("dev.slipway.backend.."));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.slipway.desktop.(**)").should().beFreeOfCycles().check(APP);
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(APP);
    }
}
