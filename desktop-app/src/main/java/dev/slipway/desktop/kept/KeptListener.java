package dev.slipway.desktop.kept;

import dev.slipway.client.SessionListener;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;

/// Passes on what is told of a session, and keeps it. After what was kept was told, what is live is held back until it
/// is whole, and then takes its place at once.
final class KeptListener implements SessionListener {
    private final SessionId session;
    private final SessionListener to;
    private final int tail;
    private final Keeper keeper;
    private final List<Logged> events = new ArrayList<>();
    private final List<Runnable> heldBack = new ArrayList<>();
    private boolean told;
    private boolean recalled;

    /// What is done with what was seen.
    interface Keeper {
        void keep(Page page);

        /// It isn't there any more, for this person.
        void forget();
    }

    /// @param tail so many turns are kept
    KeptListener(SessionId session, SessionListener to, int tail, Keeper keeper) {
        this.session = session;
        this.to = to;
        this.tail = tail;
        this.keeper = keeper;
    }

    /// Whether anything can be read already.
    boolean isTold() {
        return told || recalled;
    }

    /// Tells it as it was.
    void recall(Page page) {
        if (isTold() || page.events().isEmpty()) return;
        recalled = true;
        page.events().forEach(to::logged);
        to.caughtUp(page.events().getLast().seq());
    }

    /// Nothing more is told.
    void leave() {
        if (told) keep();
    }

    @Override
    public void logged(Logged logged) {
        events.add(logged);
        if (logged.event() instanceof TurnStarted) bound();
        pass(() -> to.logged(logged));
        if (told && logged.event() instanceof TurnFinished) keep();
    }

    @Override
    public void delta(Delta delta) {
        pass(() -> to.delta(delta));
    }

    @Override
    public void draft(Draft draft) {
        pass(() -> to.draft(draft));
    }

    @Override
    public void presence(List<Present> people) {
        to.presence(people);
    }

    @Override
    public void caughtUp(long head) {
        told = true;
        if (recalled) {
            recalled = false;
            to.reset();
            heldBack.forEach(Runnable::run);
            heldBack.clear();
        }
        to.caughtUp(head);
        keep();
    }

    @Override
    public void reset() {
        events.clear();
        heldBack.clear();
        told = false;
        // What was kept stays to be read until there is something else.
        if (!recalled) to.reset();
    }

    @Override
    public void failed(ErrorCode code, String message) {
        if (code == ErrorCode.not_found || code == ErrorCode.forbidden) {
            events.clear();
            told = false;
            if (recalled) to.reset();
            recalled = false;
            keeper.forget();
        }
        to.failed(code, message);
    }

    private void pass(Runnable tell) {
        if (recalled) heldBack.add(tell);
        else tell.run();
    }

    private void keep() {
        if (!events.isEmpty()) keeper.keep(new Page(session, events.getFirst().epoch(), List.copyOf(events)));
    }

    /// A turn has its prompt with it, so that it can stand first.
    private void bound() {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) if (events.get(i).event() instanceof TurnStarted) turns.add(i);
        if (turns.size() > 2 * tail)
            events.subList(0, turns.get(turns.size() - tail)).clear();
    }
}
