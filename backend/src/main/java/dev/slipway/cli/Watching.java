package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.json.Json;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    /// Null where a script looks.
    private final @Nullable Seeing seeing;
    private volatile boolean turnRuns;
    private @Nullable TurnId awaitedTurn;
    /// What the newest turn of ours came to; null before its end.
    private @Nullable Integer code;
    /// Prompts of ours that the agent wasn't told yet. Client's thread only.
    private final Set<PromptId> awaited = new HashSet<>();
    /// What was typed here and isn't in the log yet.
    private final Set<RequestId> typed = ConcurrentHashMap.newKeySet();

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
        if (until instanceof Until.TurnOf(PromptId prompt)) awaited.add(prompt);
        this.json = json;
        this.out = System.out;
        this.printer = new ThreadPrinter(out::print, Style.here());
        boolean somebodyLooks = until instanceof Until.Forever || Style.here().terminal();
        this.seeing = somebodyLooks && !json ? new Seeing(client, session) : null;
    }

    /// Shows it, and returns the exit code.
    int watch(@Nullable Integer tail) throws InterruptedException {
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupted());
        client.follow(session, tail, this);
        if (!json) TypedLines.here(this::typed);
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
        if (seeing != null) seeing.logged(logged);
        switch (logged.event()) {
            case SessionEvent.PromptQueued e -> {
                if (typed.remove(e.requestId()) && until instanceof Until.TurnOf) awaited.add(e.promptId());
            }
            case SessionEvent.TurnStarted e -> {
                turnRuns = true;
                if (awaited.remove(e.promptId())) awaitedTurn = e.turnId();
            }
            case ControlEvent.PromptSteered e -> {
                if (awaited.remove(e.promptId())) awaitedTurn = e.turnId();
            }
            case SessionEvent.TurnFinished e -> {
                turnRuns = false;
                if (e.turnId().equals(awaitedTurn)) {
                    awaitedTurn = null;
                    leaveOnce(codeOf(e.outcome()));
                }
            }
            case ControlEvent.PromptCancelled e -> {
                if (awaited.remove(e.promptId())) leaveOnce(code == null ? Exit.STOPPED : code);
            }
            default -> out.flush();
        }
    }

    @Override
    public void caughtUp(long head) {
        if (seeing != null) seeing.caughtUp(head);
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

    /// Leaves with this code, unless something of ours still goes on or waits.
    private void leaveOnce(int now) {
        code = now;
        if (awaitedTurn == null && awaited.isEmpty() && typed.isEmpty()) leave(now);
    }

    /// A line steers the turn that runs; where none does, it is the next prompt.
    private void typed(String line) {
        RequestId request = RequestId.fresh();
        typed.add(request);
        client.send(new ClientMessage.SubmitPrompt(request, session, line, null, null, null, PromptMode.steer))
                .exceptionally(no -> {
                    typed.remove(request);
                    System.err.println("slipway: " + Plain.text(String.valueOf(no.getMessage())));
                    if (code != null) leaveOnce(code);
                    return null;
                });
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
