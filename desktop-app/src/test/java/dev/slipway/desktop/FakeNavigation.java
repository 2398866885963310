package dev.slipway.desktop;

import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Spot;
import dev.slipway.desktop.action.Toast;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down where it was asked to go.
public final class FakeNavigation implements Navigation {
    public final List<String> went = new ArrayList<>();
    public final List<Toast> told = new ArrayList<>();
    public final List<String> copied = new ArrayList<>();

    @Override
    public void openSession(SessionId session) {
        went.add("session " + session);
    }

    @Override
    public void openSession(SessionId session, Spot at) {
        went.add("session " + session + " at " + at.turn() + " " + at.words());
    }

    @Override
    public void showSessions() {
        went.add("sessions");
    }

    @Override
    public void newSession(@Nullable RepositoryName repository) {
        went.add("new session " + repository);
    }

    @Override
    public void showChanges(@Nullable TurnId turn) {
        went.add("changes " + turn);
    }

    @Override
    public void showDetails() {
        went.add("details");
    }

    @Override
    public void closePanel() {
        went.add("no panel");
    }

    @Override
    public void showBackends() {
        went.add("backends");
    }

    @Override
    public void browse(String url) {
        went.add("browse " + url);
    }

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public void tell(Toast toast) {
        told.add(toast);
    }
}
