package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.ApiClient;
import dev.slipway.client.RejectedException;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client against a real backend.
class ApiClientTest {
    @TempDir
    Path root;

    private House house;
    private ApiClient client;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        client = ApiClient.open(house.backend());
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private static <T> T done(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static void refused(ErrorCode code, ThrowingCallable question) {
        assertThatThrownBy(question)
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    @Test
    void theBackendTellsOfItsModelsAndItsMachine() throws Exception {
        assertThat(done(client.models()))
                .isEqualTo(new ModelChoices("test/talker", List.of(new ModelChoices.Choice("test/talker", true))));
        DoctorReport report = done(client.doctor());
        assertThat(report.engine()).isEqualTo("fake");
        assertThat(report.checks()).isNotEmpty();
    }

    @Test
    void aRepositoryTellsItsBranches() throws Exception {
        house.project().git("branch", "other");
        BranchChoices choices = done(client.branches(house.repository()));
        assertThat(choices.standard()).isEqualTo("main");
        assertThat(choices.names()).containsExactlyInAnyOrder("main", "other");
        refused(ErrorCode.not_found, () -> done(client.branches(new RepositoryName("nothing"))));
        Files.move(house.project().folder(), root.resolve("moved"));
        refused(ErrorCode.repository_unusable, () -> done(client.branches(new RepositoryName("project"))));
    }

    @Test
    void aWrongTokenIsRefusedInWords() {
        try (ApiClient stranger = ApiClient.open(house.url(), "wrong")) {
            refused(ErrorCode.unauthenticated, () -> done(stranger.models()));
            refused(ErrorCode.unauthenticated, () -> done(stranger.doctor()));
        }
    }
}
