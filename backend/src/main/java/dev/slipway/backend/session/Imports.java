package dev.slipway.backend.session;

import dev.slipway.backend.bundle.BadBundle;
import dev.slipway.backend.bundle.BundleReader;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.store.Incoming;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/// Takes in sessions from files, to be looked at: each gets an id of its own, and nothing ever runs in it. Thread-safe.
public final class Imports {
    private final Sessions sessions;
    private final OpenSessions open;
    private final SessionFiles files;
    private final Lanes lanes;
    private final Clock clock;
    private final Requests requests = new Requests();

    public Imports(Sessions sessions, OpenSessions open, SessionFiles files, Lanes lanes, Clock clock) {
        this.sessions = sessions;
        this.open = open;
        this.files = files;
        this.lanes = lanes;
        this.clock = clock;
    }

    /// Listed and durable when it returns; where it fails, nothing is left of it. A repeat of the request makes no
    /// second one. Blocks for as long as the file comes.
    ///
    /// @param caller who administers it then, and alone may see it
    /// @param file not closed
    /// @throws Refused where it is no exported session, or a hostile one
    public Answer take(Caller caller, RequestId request, InputStream file) {
        return requests.alone(request, () -> {
            Optional<SessionId> before = open.createdBy(request);
            if (before.isPresent()) return answer(before.get(), true);
            SessionId id = SessionId.fresh();
            read(new Arrival(id, request, person(caller), clock.millis()), file);
            open.recover(id);
            return answer(id, false);
        });
    }

    private void read(Arrival arrival, InputStream file) {
        Lane lane = lanes.lane();
        Incoming incoming = lane.call(files::incoming);
        try {
            ArrivalStore store = new ArrivalStore(arrival, incoming, lane);
            BundleReader.read(file, store);
            store.end();
        } catch (BadBundle e) {
            throw new Refused(ErrorCode.invalid_message, e.getMessage());
        } finally {
            lane.call(() -> {
                incoming.close();
                return incoming;
            });
        }
    }

    private Answer answer(SessionId id, boolean repeated) {
        EventLog log = sessions.log(id);
        return new Answer(id, log.epoch(), log.read(0, 1).getFirst(), repeated);
    }

    private Person person(Caller caller) {
        return Optional.ofNullable(caller.person())
                .or(sessions.repositories()::anyIdentity)
                .orElse(new Person("Somebody", "unknown"));
    }
}
