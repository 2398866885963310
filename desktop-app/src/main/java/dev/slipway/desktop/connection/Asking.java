package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked of a backend by plain HTTP, wherever it is: while it is away a question waits, and one that was under
/// way then is asked again when it is back. FX thread only.
final class Asking {
    private final Executor ui;
    private final Executor soon;
    private final List<Question<?>> waiting = new ArrayList<>();
    private @Nullable ApiClient api;
    private @Nullable IOException over;

    /// @param ui runs what it is given on the FX thread
    Asking(Executor ui) {
        this.ui = ui;
        soon = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, ui);
    }

    <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> asked) {
        Question<T> question = new Question<>(asked);
        put(question);
        return question.answer;
    }

    /// It can be asked there from now on. A client for each time, as what lies ready in one may be dead.
    void back(Address address) {
        away();
        over = null;
        api = ApiClient.open(address.url(), address.token());
        List<Question<?>> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(this::put);
    }

    void away() {
        ApiClient before = api;
        api = null;
        if (before != null) before.close();
    }

    /// Nobody answers any more.
    ///
    /// @param reason for people
    void end(String reason) {
        away();
        over = new IOException(reason);
        List<Question<?>> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(this::put);
    }

    private void put(Question<?> question) {
        if (over != null) question.answer.completeExceptionally(over);
        else if (api != null) question.askOf(api);
        else waiting.add(question);
    }

    private final class Question<T> {
        private final Function<ApiClient, CompletableFuture<T>> asked;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private boolean again;

        Question(Function<ApiClient, CompletableFuture<T>> asked) {
            this.asked = asked;
        }

        void askOf(ApiClient to) {
            asked.apply(to)
                    .whenComplete((value, failure) -> ui.execute(() -> {
                        if (failure == null) answer.complete(value);
                        else failed(to, failure);
                    }));
        }

        private void failed(ApiClient to, Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(cause instanceof IOException)) answer.completeExceptionally(failure);
            else if (to != api) put(this);
            else if (again) answer.completeExceptionally(failure);
            else {
                // A moment later it is known whether the backend is away.
                again = true;
                soon.execute(() -> put(this));
            }
        }
    }
}
