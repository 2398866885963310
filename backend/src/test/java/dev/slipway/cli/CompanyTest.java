package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanyTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final Present OWN = new Present(ADA, "terminal", false);
    private static final Present GRACE =
            new Present(new Person("Grace", "grace@example.org"), "desk\u001b[31mtop", false);

    private final Company company = new Company(ADA);

    @Test
    void whoComesAndGoesIsSaidOnceAndThisTerminalNever() {
        assertThat(company.now(List.of(OWN))).isEmpty();
        assertThat(company.now(List.of(OWN, GRACE)))
                .singleElement()
                .asString()
                .startsWith("Grace (")
                .endsWith("top) joined.");
        assertThat(company.now(List.of(OWN, new Present(GRACE.person(), GRACE.client(), true))))
                .isEmpty();
        assertThat(company.now(List.of(OWN))).singleElement().asString().endsWith("top) left.");
    }

    @Test
    void whoIsThereAlreadyIsSaidAtFirstAndNoNameRulesTheTerminal() {
        assertThat(company.now(List.of(GRACE, OWN)))
                .singleElement()
                .asString()
                .endsWith("top) is here.")
                .doesNotContain("\u001b");
    }
}
