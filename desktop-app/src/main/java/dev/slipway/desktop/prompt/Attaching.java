package dev.slipway.desktop.prompt;

import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The files that go with the next prompt: each is given to the backend when it is dropped, so that Enter has nothing
/// to wait for. FX thread only.
public final class Attaching {
    /// @param done null while it is on its way
    public record File(
            Path path,
            String name,
            long sizeBytes,
            @Nullable Attachment done) {}

    private final Connection connection;
    private final SessionId session;
    private final Navigation navigation;
    private final ObservableList<File> files = FXCollections.observableArrayList();
    private final ObservableList<File> offered = FXCollections.unmodifiableObservableList(files);

    Attaching(Connection connection, SessionId session, Navigation navigation) {
        this.connection = connection;
        this.session = session;
        this.navigation = navigation;
    }

    /// In the order they were added.
    public ObservableList<File> files() {
        return offered;
    }

    /// Whether one is still on its way.
    public BooleanBinding underWay() {
        return Bindings.createBooleanBinding(() -> files.stream().anyMatch(f -> f.done() == null), files);
    }

    /// Folders, what can't be read and what is too large are refused with words.
    public void add(List<Path> paths) {
        for (Path path : paths) {
            if (files.size() == ClientMessage.MOST_ATTACHMENTS) {
                tell("A prompt takes " + ClientMessage.MOST_ATTACHMENTS + " files at most.");
                return;
            }
            if (files.stream().noneMatch(f -> f.path().equals(path))) add(path);
        }
    }

    public void remove(File file) {
        files.removeIf(f -> f.path().equals(file.path()));
    }

    /// What goes with the prompt that is sent now, and is gone from here then.
    List<File> take() {
        List<File> taken = files.stream().filter(f -> f.done() != null).toList();
        files.clear();
        return taken;
    }

    /// The prompt wasn't taken after all.
    void putBack(List<File> taken) {
        files.addAll(0, taken);
    }

    /// Null for none, as the wire has it.
    static @Nullable List<AttachmentId> ids(List<File> taken) {
        List<AttachmentId> ids = taken.stream()
                .map(File::done)
                .filter(Objects::nonNull)
                .map(Attachment::attachmentId)
                .toList();
        return ids.isEmpty() ? null : ids;
    }

    private void add(Path path) {
        String name = String.valueOf(path.getFileName());
        try {
            if (!Files.isRegularFile(path)) {
                tell(name + " isn't a file. Only files can go with a prompt.");
                return;
            }
            long size = Files.size(path);
            if (size > ClientMessage.LARGEST_ATTACHMENT_BYTES) {
                tell(name + " is larger than 20 MB, which is the most that goes with a prompt.");
                return;
            }
            File file = new File(path, name, size, null);
            files.add(file);
            String type = Objects.requireNonNullElse(Files.probeContentType(path), "application/octet-stream");
            connection
                    .ask(api -> api.attach(session, path, type))
                    .whenComplete((done, failure) -> arrived(file, done, failure));
        } catch (IOException e) {
            tell(name + " can't be read.");
        }
    }

    private void arrived(File file, @Nullable Attachment done, @Nullable Throwable failure) {
        int place = files.indexOf(file);
        if (place < 0) return;
        if (done != null) {
            files.set(place, new File(file.path(), file.name(), file.sizeBytes(), done));
            return;
        }
        files.remove(place);
        if (failure != null) tell(file.name() + " wasn't attached: " + Failure.words(failure));
    }

    private void tell(String words) {
        navigation.tell(Toast.problem(words));
    }
}
