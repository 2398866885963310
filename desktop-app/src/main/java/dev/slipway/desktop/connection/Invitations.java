package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Makes invitations into tokens. FX thread only.
public final class Invitations {
    private final Executor ui;

    /// @param ui runs what it is given on the FX thread
    public Invitations(Executor ui) {
        this.ui = ui;
    }

    /// Uses it up.
    ///
    /// @param url checked already
    /// @return the token, which is told this once; fails as [ApiClient] does
    public CompletableFuture<String> redeem(String url, String code) {
        CompletableFuture<String> token = new CompletableFuture<>();
        ApiClient api = ApiClient.open(url, "");
        CompletableFuture.supplyAsync(Invitations::label)
                .thenCompose(label -> api.redeem(code, label))
                .whenComplete((joined, failure) -> ui.execute(() -> {
                    api.close();
                    if (failure == null) token.complete(joined.secret());
                    else token.completeExceptionally(failure);
                }));
        return token;
    }

    /// What the token is called in its owner's list.
    private static String label() {
        try {
            return "desktop on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "desktop";
        }
    }
}
