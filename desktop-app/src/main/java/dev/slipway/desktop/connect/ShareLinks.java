package dev.slipway.desktop.connect;

import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.link.Link;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SharingCommand.UseLink;

/// Joins sessions that were shared, and shows them. FX thread only.
public final class ShareLinks {
    private final Connections connections;
    private final Navigation navigation;

    public ShareLinks(Connections connections, Navigation navigation) {
        this.connections = connections;
        this.navigation = navigation;
    }

    /// Whether its backend is one that the app knows.
    public boolean knows(Link.OfShare link) {
        return connections.at(link.url()).isPresent();
    }

    public void open(Link.OfShare link) {
        Backend backend = connections.at(link.url()).orElse(null);
        Connection connection = backend == null ? null : backend.connection().get();
        if (backend == null || connection == null) {
            navigation.tell(Toast.problem("A session was shared with you at " + link.url()
                    + ", which this app doesn't know. Ask for an invitation there, and put it in under Backends."));
            return;
        }
        connections.choose(backend);
        connection
                .send(new UseLink(RequestId.fresh(), link.session(), link.code()))
                .whenComplete((event, failure) -> {
                    if (failure != null)
                        navigation.tell(Toast.problem("You didn't join the session. " + Failure.words(failure)));
                    // Somebody else may be looked at by the time that it answers.
                    else if (connections.current().get() == connection) navigation.openSession(link.session());
                });
    }
}
