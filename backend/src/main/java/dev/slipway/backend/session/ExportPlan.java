package dev.slipway.backend.session;

import dev.slipway.backend.store.Row;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SessionManifest.Gap;
import dev.slipway.protocol.SessionManifest.Missing;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What of a session goes into its file, found by reading its log once. One thread.
final class ExportPlan {
    private static final int MOST_GAPS = 100;
    private static final RepositoryName UNKNOWN = new RepositoryName("unknown");

    private final long head;
    private final Set<Long> unreadable = new HashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> outputs = new TreeSet<>();
    private final Map<String, Attachment> attachments = new TreeMap<>();
    private String title;
    private RepositoryName repository;
    private @Nullable Person person;
    private long last;
    private long events;
    private long missing;

    /// @param listed what is known of it where its log doesn't tell
    /// @param head the newest event that is in it
    ExportPlan(@Nullable SessionListed listed, long head) {
        this.head = head;
        this.title = listed == null ? "" : listed.title();
        this.repository = listed == null ? UNKNOWN : listed.repository();
        this.person = listed == null ? null : listed.person();
    }

    void look(ExportRows rows) {
        for (List<Row> page = rows.after(0);
                !page.isEmpty();
                page = rows.after(page.getLast().seq())) for (Row row : page) if (row.seq() <= head) look(row);
        gap(head + 1);
    }

    boolean isMissingAny() {
        return missing > 0;
    }

    boolean has(Row row) {
        return row.seq() <= head && !unreadable.contains(row.seq());
    }

    Set<String> outputs() {
        return outputs;
    }

    Set<String> attachments() {
        return attachments.keySet();
    }

    /// @param problem what is wrong with its file; null for nothing
    SessionManifest manifest(SessionId id, String version, long now, SessionFiles files, @Nullable String problem) {
        outputs.removeIf(block -> files.outputs(id.value()).size(block) == 0);
        attachments.keySet().retainAll(files.attachments(id.value()).ids());
        return new SessionManifest(
                SessionManifest.FORMAT,
                version,
                id,
                title,
                repository,
                person,
                now,
                events,
                outputs.size(),
                attachments.size(),
                problem == null ? null : new Missing(problem, missing, gaps));
    }

    private void look(Row row) {
        try {
            SessionEvent event = Json.read(row.json(), SessionEvent.class);
            gap(row.seq());
            last = row.seq();
            events++;
            note(event);
        } catch (BadJson e) {
            unreadable.add(row.seq());
        }
    }

    /// What is between the newest one and this isn't there.
    private void gap(long seq) {
        if (seq <= last + 1) return;
        missing += seq - 1 - last;
        if (gaps.size() < MOST_GAPS) gaps.add(new Gap(last + 1, seq - 1));
    }

    private void note(SessionEvent event) {
        if (event instanceof SessionEvent.SessionCreated e) {
            repository = e.repository();
            person = e.importedFrom() == null ? e.person() : e.importedFrom().person();
        }
        if (event instanceof SessionEvent.TitleChanged e) title = e.title();
        if (event instanceof SessionEvent.ToolFinished e)
            outputs.add(e.blockId().value());
        if (event instanceof SessionEvent.PromptQueued e)
            e.attached().forEach(a -> attachments.put(a.attachmentId().value(), a));
    }
}
