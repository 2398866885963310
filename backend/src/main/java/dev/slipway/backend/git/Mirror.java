package dev.slipway.backend.git;

import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// One repository as this machine holds it. Thread-safe; closed by [Mirrors].
public final class Mirror {
    static final String SECTION = "slipway";
    static final String LOCATION = "location";
    private static final int MOST_INSTRUCTIONS = 64 << 10;

    private final RepositoryName name;
    private final String location;
    private final Repository repository;
    private final Identities identities;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Long fetchedAt;

    Mirror(RepositoryName name, String location, Repository repository, Identities identities) {
        this.name = name;
        this.location = location;
        this.repository = repository;
        this.identities = identities;
    }

    public RepositoryName name() {
        return name;
    }

    /// The root of the repository on this machine, or the URL.
    public String location() {
        return location;
    }

    /// Brings branches and tags to where the origin's are; an interrupt ends it. The origin is only read.
    ///
    /// @throws GitRefused where the origin can't be reached or used
    public void fetch(Progress progress) throws InterruptedException {
        writing.lockInterruptibly();
        try {
            Fetching.fetch(repository, origin(), progress);
            fetchedAt = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    boolean wasFetchedWithin(Duration time) {
        Long at = fetchedAt;
        return at != null && System.nanoTime() - at < time.toNanos();
    }

    /// Finds what a session may start from, as of the last fetch.
    ///
    /// @param base a branch, a tag, or a commit's id of 7 digits or more; null for the origin's own HEAD
    /// @throws GitRefused where there is no such thing
    public Base resolve(@Nullable String base) {
        try {
            return base == null ? head() : named(base.strip());
        } catch (IOException e) {
            throw new GitRefused(location + ": " + base + " can't be read: " + e.getMessage(), e);
        }
    }

    private Base head() throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null || head.getObjectId() == null) {
            String branch = head == null
                    ? "HEAD"
                    : Repository.shortenRefName(head.getLeaf().getName());
            throw new GitRefused("The branch " + branch + " of " + location
                    + " has no commits here. Name another branch to start from, or fetch again");
        }
        String commit = commit(head.getObjectId()).name();
        return new Base(
                head.isSymbolic() ? Repository.shortenRefName(head.getTarget().getName()) : commit, commit);
    }

    private Base named(String base) throws IOException {
        for (String space : List.of(Constants.R_HEADS, Constants.R_TAGS)) {
            String full = base.startsWith(space) ? base : space + base;
            Ref ref = Repository.isValidRefName(full) ? repository.exactRef(full) : null;
            if (ref != null && ref.getObjectId() != null)
                return new Base(
                        Repository.shortenRefName(full),
                        commit(ref.getObjectId()).name());
        }
        if (base.matches("[0-9a-f]{7,40}")) {
            ObjectId id = repository.resolve(base + "^{commit}");
            if (id != null) return new Base(id.name(), id.name());
        }
        throw new GitRefused(location + " has no branch, tag or commit \"" + base
                + "\". Check the name; what was made after the last fetch must be fetched first");
    }

    private RevCommit commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id);
        } catch (MissingObjectException e) {
            throw new GitRefused(location + ": the commit " + id.name() + " isn't here. Fetch again", e);
        }
    }

    /// The newest commit of a session's branch; empty before the first.
    public Optional<String> sessionTip(String branch) {
        Branches.require(branch);
        try {
            Ref ref = repository.exactRef(Branches.inMirror(branch));
            return ref == null || ref.getObjectId() == null
                    ? Optional.empty()
                    : Optional.of(ref.getObjectId().name());
        } catch (IOException e) {
            throw new GitRefused("The branch " + branch + " can't be read: " + e.getMessage(), e);
        }
    }

    /// Writes a pack of everything that the commit reaches.
    ///
    /// @param knownCommit what the reader has already with all that it reaches, or null
    /// @param to not closed
    /// @param progress of finding what belongs to it, before the first byte
    public void writePack(String commit, @Nullable String knownCommit, OutputStream to, Progress progress)
            throws IOException {
        PackConfig config = new PackConfig(repository);
        config.setDeltaCompress(false);
        try (PackWriter writer = new PackWriter(config, repository.newObjectReader())) {
            Set<ObjectId> known = knownCommit == null ? PackWriter.NONE : Set.of(ObjectId.fromString(knownCommit));
            writer.preparePack(new ReportingMonitor("Packing", progress), Set.of(ObjectId.fromString(commit)), known);
            BufferedOutputStream buffered = new BufferedOutputStream(to, 1 << 16);
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, buffered);
            buffered.flush();
        }
    }

    /// How many files and links the commit holds.
    public int fileCount(String commit) {
        try (TreeWalk walk = walk(commit)) {
            int count = 0;
            while (walk.next()) count++;
            return count;
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    /// The commit of those given that is the best to go on from: the latest one that this commit reaches, else
    /// one that shares history with it.
    public Optional<String> nearest(String commit, Set<String> among) {
        try {
            return new Ancestry(repository).nearest(commit, among);
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    /// Whether `ancestor` is the commit itself or reached from it.
    public boolean reaches(String commit, String ancestor) {
        try {
            return new Ancestry(repository).reaches(commit, ancestor);
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    /// The name and e-mail that git would use in the origin, or globally where the origin is gone; empty where either
    /// isn't set.
    public Optional<Person> identity() {
        try {
            return identities.of(origin());
        } catch (GitRefused e) {
            return identities.global();
        }
    }

    /// Whether the origin is a checkout here with changes that no commit holds. They are never part of a base.
    /// A cheap look that trusts the index: what can't be told within bounds counts as unchanged.
    boolean dirty() {
        try {
            return origin() instanceof LocalOrigin local && LocalChanges.any(local);
        } catch (GitRefused e) {
            return false;
        }
    }

    /// What a person should know of a base: changes of theirs that no commit holds, and files that are not
    /// there. Reads the checkout's index, so it may take some 100 ms; for sentences, each with what to do.
    public List<String> notes(String commit) {
        List<String> notes = new ArrayList<>();
        if (dirty())
            notes.add("The uncommitted changes in " + location + " are not part of this session. Commit what it"
                    + " should begin from, and start another one.");
        notes.addAll(new BaseNotes(repository).of(commit));
        return notes;
    }

    /// The text of AGENTS.md at the root of the commit, cut at 64 kB; empty where there is none.
    public Optional<String> agentsFile(String commit) {
        try (RevWalk revisions = new RevWalk(repository);
                TreeWalk found = TreeWalk.forPath(
                        repository,
                        "AGENTS.md",
                        revisions.parseCommit(ObjectId.fromString(commit)).getTree())) {
            if (found == null || (found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE)
                return Optional.empty();
            ObjectLoader blob = repository.open(found.getObjectId(0), Constants.OBJ_BLOB);
            try (var text = blob.openStream()) {
                return Optional.of(new String(text.readNBytes(MOST_INSTRUCTIONS), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    /// What differs between two commits, by path. Lines of binary and of huge files are not counted.
    public List<FileChange> changes(String fromCommit, String toCommit) {
        return new Differences(repository).changes(fromCommit, toCommit);
    }

    /// The unified diff between two commits.
    ///
    /// @param atMostBytes after which it is cut, in whole lines
    public Diff diff(String fromCommit, String toCommit, int atMostBytes) {
        return new Differences(repository).diff(fromCommit, toCommit, atMostBytes);
    }

    /// Copies the whole of it into another folder of mirrors, while nothing moves its branches.
    ///
    /// @return how many bytes
    public long copyInto(Path folder) throws IOException, InterruptedException {
        Path from = repository.getDirectory().toPath();
        writing.lockInterruptibly();
        try {
            return FolderCopy.make(from, folder.resolve(from.getFileName()));
        } finally {
            writing.unlock();
        }
    }

    Origin origin() {
        return Origin.parse(location);
    }

    Identities identities() {
        return identities;
    }

    Repository repository() {
        return repository;
    }

    /// Held while the mirror's or the origin's branches move.
    ReentrantLock writing() {
        return writing;
    }

    void close() {
        repository.close();
    }

    private TreeWalk walk(String commit) throws IOException {
        TreeWalk walk = new TreeWalk(repository);
        walk.addTree(commit(ObjectId.fromString(commit)).getTree());
        walk.setRecursive(true);
        return walk;
    }

    private GitRefused unreadable(String commit, IOException e) {
        return new GitRefused(
                location + ": the commit " + commit + " can't be read (" + e.getMessage() + "). Fetch again", e);
    }

    /// @param cut whether there was more
    public record Diff(String text, boolean cut) {}
}
