package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A sandbox on this machine: the keeper's process outside, the channel to the runner inside.
final class EmbeddedSandbox implements Sandbox {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long PATIENCE_S = 10;

    private final String id;
    private final Process keeper;
    private final Channel channel;
    private final CommandGroup group;
    private final Runnable gone;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable String whyEnded;

    /// What bounds the sandbox's processes together.
    interface CommandGroup {
        /// Why processes were ended by a limit, or null.
        @Nullable
        String overstepped();

        /// What they use now.
        Use use();

        /// Removes it; no process is in it any more.
        void remove();
    }

    /// @param gone called once when it has ended
    EmbeddedSandbox(String id, Process keeper, CommandGroup group, Runnable gone) {
        this.id = id;
        this.keeper = keeper;
        this.group = group;
        this.gone = gone;
        this.channel = new Channel("sandbox-" + id, keeper, keeper::destroy);
        keeper.onExit().thenRun(this::ended);
    }

    void awaitReady() throws InterruptedException {
        channel.awaitReady();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Running start(Command command, @Nullable InputStream stdin, OutputSink output) {
        Duration timeout = command.timeout().compareTo(LONGEST) > 0 ? LONGEST : command.timeout();
        byte[] payload = new Frames.Payload()
                .number((int) Math.max(1, timeout.toMillis()))
                .flag(stdin != null)
                .number(RunningCommand.CREDIT)
                .text(command.folder())
                .texts(command.arguments())
                .texts(variables(command.environment()))
                .bytes();
        RunningCommand running = new RunningCommand(channel, output, this::explain);
        explained(() -> {
            running.begin(payload);
            return running;
        });
        if (stdin != null) running.feed(stdin);
        return running;
    }

    @Override
    public FileBytes read(String path, long offset, int atMost) throws InterruptedException {
        ByteBuffer answer = ask(
                Frames.READ, new Frames.Payload().large(offset).number(atMost).text(path));
        long size = answer.getLong();
        return new FileBytes(Channel.rest(answer), size);
    }

    @Override
    public void write(String path, byte[] content) throws InterruptedException {
        ask(Frames.WRITE, new Frames.Payload().text(path).raw(content));
    }

    @Override
    public Optional<FileStatus> status(String path) throws InterruptedException {
        ByteBuffer answer = ask(Frames.STATUS, new Frames.Payload().text(path));
        if (!answer.hasRemaining()) return Optional.empty();
        FileStatus.Type type = type(answer.get());
        int mode = answer.getInt();
        long size = answer.getLong();
        String link = Frames.text(answer, answer.remaining());
        return Optional.of(new FileStatus(type, mode, size, type == FileStatus.Type.link ? link : null));
    }

    @Override
    public Listing list(String folder, @Nullable String glob, int atMost) throws InterruptedException {
        Frames.Payload request = new Frames.Payload()
                .number(atMost)
                .text(folder.isEmpty() ? "." : folder)
                .flag(glob != null);
        ByteBuffer answer = ask(Frames.LIST, glob == null ? request : request.text(glob));
        List<Listing.Entry> entries = new ArrayList<>();
        while (answer.remaining() > 1) {
            FileStatus.Type type = type(answer.get());
            long size = answer.getLong();
            entries.add(new Listing.Entry(Frames.text(answer, answer.getInt()), type, size));
        }
        return new Listing(entries, isCut(answer));
    }

    @Override
    public Hits search(String folder, String pattern, @Nullable String glob, int atMost) throws InterruptedException {
        Frames.Payload request = new Frames.Payload()
                .number(atMost)
                .text(folder.isEmpty() ? "." : folder)
                .text(pattern)
                .flag(glob != null);
        ByteBuffer answer = ask(Frames.SEARCH, glob == null ? request : request.text(glob));
        List<Hits.Hit> hits = new ArrayList<>();
        while (answer.remaining() > 1) {
            answer.get();
            int line = answer.getInt();
            String path = Frames.text(answer, answer.getInt());
            hits.add(new Hits.Hit(path, line, Frames.text(answer, answer.getInt())));
        }
        return new Hits(hits, isCut(answer));
    }

    @Override
    public List<Task> tasks() throws InterruptedException {
        ByteBuffer answer = ask(Frames.TASKS, new Frames.Payload());
        List<Task> found = new ArrayList<>();
        while (answer.hasRemaining()) {
            int pid = answer.getInt();
            found.add(new Task(pid, Frames.text(answer, answer.getInt())));
        }
        return found;
    }

    @Override
    public void pause() throws InterruptedException {
        ask(Frames.PAUSE, new Frames.Payload());
    }

    @Override
    public void resume() throws InterruptedException {
        ask(Frames.RESUME, new Frames.Payload());
    }

    @Override
    public Use use() {
        return group.use();
    }

    @Override
    public boolean alive() {
        return !channel.isClosed() && keeper.isAlive();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        keeper.waitFor();
    }

    /// Ends it for a reason that people should hear of.
    void end(String why) {
        whyEnded = why;
        keeper.destroy();
    }

    @Override
    public void close() {
        keeper.destroy();
        boolean interrupted = false;
        while (true) {
            try {
                if (!keeper.waitFor(PATIENCE_S, TimeUnit.SECONDS)) keeper.destroyForcibly();
                else break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void ended() {
        String limit = group.overstepped();
        if (whyEnded == null && limit != null) whyEnded = limit;
        ended.countDown();
        group.remove();
        gone.run();
    }

    private ByteBuffer ask(int type, Frames.Payload request) throws InterruptedException {
        try {
            return Operation.run(channel, type, request.bytes());
        } catch (SandboxException e) {
            throw explain(e);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            end("It said what no runner says.");
            throw SandboxException.lost("The sandbox is gone. It said what no runner says.");
        }
    }

    private <T> T explained(Supplier<T> action) {
        try {
            return action.get();
        } catch (SandboxException e) {
            throw explain(e);
        }
    }

    /// The channel's end may be heard of before the keeper's, which knows why.
    private SandboxException explain(SandboxException e) {
        if (e.lost()) awaitQuietly();
        String why = whyEnded;
        return e.lost() && why != null ? SandboxException.lost("The sandbox is gone. " + why) : e;
    }

    private void awaitQuietly() {
        try {
            ended.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
    }

    private static boolean isCut(ByteBuffer end) {
        return end.get() == (byte) 0xfe;
    }

    private static FileStatus.Type type(byte told) {
        return switch (told) {
            case 0 -> FileStatus.Type.file;
            case 1 -> FileStatus.Type.folder;
            case 2 -> FileStatus.Type.link;
            case 3 -> FileStatus.Type.other;
            default -> throw new IllegalArgumentException("no type of a file");
        };
    }
}
