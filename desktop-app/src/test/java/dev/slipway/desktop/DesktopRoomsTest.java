package dev.slipway.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
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
    void aListThatIsHandedOutIsKept() {
        DescribedPredicate<JavaMethodCall> outsideOfConstructors = DescribedPredicate.describe(
                "FXCollections.unmodifiableObservableList outside of a constructor",
                call -> call.getTarget().getName().equals("unmodifiableObservableList")
                        && !call.getOrigin().isConstructor());
        holds(noClasses()
                .should()
                .callMethodWhere(outsideOfConstructors)
                .because("its listeners are lost when it is collected, and nobody else keeps it"));
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
