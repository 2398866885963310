package dev.slipway.backend.session;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SnapshotId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes sandboxes over a repository's files and takes what they changed back into it. Thread-safe.
interface Sandboxes {
    /// Prepares the base if that wasn't done, then starts the session's sandbox over the files that count.
    /// Blocks.
    ///
    /// @param outward what it may reach beside what its repository's may, and told what it is refused
    /// @param doing told, in words for people, what takes long
    Sandbox start(SessionId session, SessionFacts facts, Outward outward, Consumer<String> doing)
            throws InterruptedException;

    /// Reads of the network what its sandbox may, from here.
    Web.Page read(SessionEvent.SessionCreated created, Outward outward, String url)
            throws InterruptedException, Web.NotRead;

    /// Whether the session has had a sandbox before.
    boolean hasFiles(SessionId session);

    /// What the session has written, in all of its turns: what its limit is compared with. Takes as long as the files
    /// since the last layer are many.
    long diskBytes(SessionId session);

    /// What the model should know of the place where it works; the same for all turns of a session.
    String facts(SessionEvent.SessionCreated created);

    /// The repository's instructions for agents, as of the base commit.
    @Nullable
    String agentsFile(SessionEvent.SessionCreated created);

    /// Limits that this machine can't hold, in words for people.
    List<String> degraded();

    /// The most that the session's sandbox may use.
    Limits limits(SessionEvent.SessionCreated created);

    /// Commits what differs from the session's branch, and delivers it. Repeating it for the same turn adds
    /// nothing.
    ///
    /// @param subject what the agent called the change, or null
    /// @param sandbox asked only where something changed
    List<SessionEvent> commit(Session session, RunningTurn turn, @Nullable String subject, Source sandbox)
            throws InterruptedException;

    /// Keeps the files as they are now, for forks and undos.
    Snapshots.Taken snapshot(SessionId session, SessionFacts facts, Snapshots.Live live) throws InterruptedException;

    /// Keeps the files of a session whose sandbox has gone, if they changed since the last time. Takes no time to speak
    /// of, whatever their size.
    void keep(SessionId session, SessionFacts facts);

    /// Whether the files of that moment are there.
    boolean holds(SessionId session, SnapshotId snapshot);

    /// Gives a new session the files that another one had at a moment.
    ///
    /// @param facts of the new one, which tell what it may go back to
    /// @throws Refused where they are gone
    void fork(SessionId parent, SnapshotId snapshot, SessionId child, SessionFacts facts);

    /// Gives a sandbox that runs.
    interface Source {
        Sandbox sandbox() throws InterruptedException;
    }
}
