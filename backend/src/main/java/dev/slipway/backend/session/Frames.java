package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.LiveText;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.nio.charset.StandardCharsets;

/// The frames for entries and live text. An event's JSON is put into its envelope as it was stored, once for
/// all subscribers.
public final class Frames {
    private Frames() {}

    public static String logged(SessionId session, String epoch, Entry entry) {
        return entry.frame(e -> "{\"type\":\"logged\",\"sessionId\":\"" + session.value() + "\"" + rest(epoch, e));
    }

    public static String board(String epoch, Entry entry) {
        return entry.frame(e -> "{\"type\":\"board\"" + rest(epoch, e));
    }

    /// In place of an entry that isn't for this person.
    public static String withheld(String epoch, Entry entry) {
        return Json.text(new ServerMessage.Board(epoch, entry.seq(), entry.atMs(), new BoardEvent.Withheld()));
    }

    public static String delta(SessionId session, LiveText text) {
        return text.frame(t -> Json.text(new ServerMessage.Delta(
                session, new BlockId(t.blockId()), BlockKind.valueOf(t.kind()), t.offset(), t.text())));
    }

    public static String draft(SessionId session, LiveText text) {
        return Json.text(new ServerMessage.Draft(
                session, new BlockId(text.blockId()), BlockKind.valueOf(text.kind()), text.offset(), text.text()));
    }

    private static String rest(String epoch, Entry entry) {
        return ",\"epoch\":\"" + epoch + "\",\"seq\":" + entry.seq() + ",\"atMs\":" + entry.atMs() + ",\"event\":"
                + new String(entry.json(), StandardCharsets.UTF_8) + "}";
    }
}
