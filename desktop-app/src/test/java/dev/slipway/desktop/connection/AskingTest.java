package dev.slipway.desktop.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.ApiClient;
import dev.slipway.client.RejectedException;
import dev.slipway.desktop.Relay;
import dev.slipway.desktop.Window;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// Questions to a real backend while the network goes away and comes back.
class AskingTest {
    @TempDir
    Path folder;

    private House house;
    private Relay relay;
    private LiveConnection connection;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        house = House.open(folder, Talker.saying("Done."));
        relay = new Relay(house.url());
        Address address = new Address("", relay.url(), House.TOKEN);
        connection = Window.on(() -> LiveConnection.open(address, "test", new UiThread()));
    }

    @AfterEach
    void close() throws Exception {
        Window.run(connection::close);
        relay.close();
        house.close();
    }

    @Test
    void whatIsAskedWhileTheBackendIsAwayIsAnsweredWhenItIsBack() throws Exception {
        until(() -> connection.status().get().isOnline());
        relay.refuse();
        until(() -> !connection.status().get().isOnline());
        CompletableFuture<ModelChoices> answer = models();
        relay.work();
        assertThat(answer.get(60, TimeUnit.SECONDS).choices()).isNotEmpty();
    }

    @Test
    void whatWasAskedWhenTheNetworkFellSilentIsAskedAgain() throws Exception {
        until(() -> connection.status().get().isOnline());
        relay.swallow();
        CompletableFuture<ModelChoices> answer = models();
        relay.refuse();
        relay.work();
        assertThat(answer.get(60, TimeUnit.SECONDS).choices()).isNotEmpty();
    }

    @Test
    void whatTheBackendRefusesIsNotAskedAgain() {
        CompletableFuture<?> answer = Window.on(() -> connection.ask(api -> api.details(new SessionId("nobody"))));
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(RejectedException.class);
    }

    @Test
    void whatWaitsFailsWhenTheConnectionIsClosed() throws Exception {
        relay.refuse();
        CompletableFuture<ModelChoices> answer = models();
        Window.run(connection::close);
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).hasMessageContaining("was closed");
    }

    private CompletableFuture<ModelChoices> models() {
        return Window.on(() -> connection.ask(ApiClient::models));
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Window.on(condition));
    }
}
