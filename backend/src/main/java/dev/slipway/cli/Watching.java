package dev.slipway.cli;

import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.json.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Shows a session as it goes on, until a prompt's turn has ended, or until the person has seen enough. Ctrl-C
/// stops the turn; a second one leaves it running.
final class Watching implements SessionListener {
    private final SlipwayClient client;
    private final SessionId session;
    private final boolean json;
    private final ThreadPrinter printer;
    private final PrintStream out;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final Until until;
    private final Company company;
    private volatile boolean turnRuns;
    private @Nullable TurnId awaitedTurn;

    /// When to leave by itself.
    sealed interface Until {
        /// The turn of this prompt has ended.
        record TurnOf(PromptId prompt) implements Until {}

        record Forever() implements Until {}
    }

    Watching(Talk talk, SessionId session, Until until, boolean json) {
        this.client = talk.client();
        this.company = new Company(talk.person());
        this.session = session;
        this.until = until;
        this.json = json;
        this.out = System.out;
        this.printer = new ThreadPrinter(out::print, Style.here());
    }

    /// Shows it, and returns the exit code.
    int watch(@Nullable Integer tail) throws InterruptedException {
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupted());
        client.follow(session, tail, this);
        try {
            return end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exit exit) throw exit;
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void logged(Logged logged) {
        if (json) out.println(Json.text(logged));
        else printer.logged(logged);
        switch (logged.event()) {
            case SessionEvent.TurnStarted e -> {
                turnRuns = true;
                if (until instanceof Until.TurnOf(PromptId prompt) && prompt.equals(e.promptId()))
                    awaitedTurn = e.turnId();
            }
            case SessionEvent.TurnFinished e -> {
                turnRuns = false;
                if (e.turnId().equals(awaitedTurn)) leave(codeOf(e.outcome()));
            }
            case SessionEvent.PromptCancelled e -> {
                if (until instanceof Until.TurnOf(PromptId prompt) && prompt.equals(e.promptId())) leave(Exit.STOPPED);
            }
            default -> out.flush();
        }
    }

    @Override
    public void delta(Delta delta) {
        if (json) return;
        printer.delta(delta);
        out.flush();
    }

    @Override
    public void draft(Draft draft) {
        if (json) return;
        printer.draft(draft);
        out.flush();
    }

    @Override
    public void presence(List<Present> people) {
        if (json || until instanceof Until.TurnOf) return;
        for (String news : company.now(people)) printer.note(news);
        out.flush();
    }

    @Override
    public void reset() {
        if (!json) printer.note("The session was restored from a backup; here it is from its beginning:");
    }

    @Override
    public void failed(ErrorCode code, String message) {
        end.completeExceptionally(new Exit(Exit.FAILED, message));
    }

    private void leave(int code) {
        out.flush();
        end.complete(code);
    }

    private void interrupted() {
        boolean first = interrupts.getAndIncrement() == 0;
        if (first && turnRuns) {
            System.err.println("\nStopping the turn. Ctrl-C again leaves it to itself.");
            client.send(new ClientMessage.StopTurn(RequestId.fresh(), session)).exceptionally(no -> {
                end.complete(Exit.STOPPED);
                return null;
            });
            return;
        }
        System.err.println(
                "\nSession " + session + " goes on without you. `slipway attach " + session + "` shows it again.");
        leave(Exit.STOPPED);
    }

    private static int codeOf(Outcome outcome) {
        return switch (outcome) {
            case done -> Exit.DONE;
            case failed -> Exit.FAILED;
            case stopped -> Exit.STOPPED;
        };
    }
}
