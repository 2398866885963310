package dev.slipway.backend.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The parts of a reply while it streams: pieces come by the vendor's block index, parts are numbered as they
/// begin. Bounded. One thread.
final class ReplyParts {
    /// Characters in one reply; a server that sends more is broken or hostile.
    static final int LONGEST = 8 << 20;

    private final ModelListener listener;
    private final Map<Long, Piece> pieces = new TreeMap<>();
    private int numbers;
    private long length;

    enum Kind {
        text,
        thinking,
        tool_call
    }

    private static final class Piece {
        private final int number;
        private final Kind kind;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder signature = new StringBuilder();
        private String id = "";
        private String tool = "";

        Piece(int number, Kind kind) {
            this.number = number;
            this.kind = kind;
        }
    }

    ReplyParts(ModelListener listener) {
        this.listener = listener;
    }

    void text(long block, String delta) {
        if (delta.isEmpty()) return;
        Piece piece = piece(block, Kind.text);
        grow(piece.text, delta);
        listener.text(piece.number, delta);
    }

    void thinking(long block, String delta) {
        if (delta.isEmpty()) return;
        Piece piece = piece(block, Kind.thinking);
        grow(piece.text, delta);
        listener.thinking(piece.number, delta);
    }

    void signature(long block, String delta) {
        grow(piece(block, Kind.thinking).signature, delta);
    }

    void toolCall(long block, String id, String tool) {
        Piece piece = piece(block, Kind.tool_call);
        boolean known = !piece.tool.isEmpty();
        if (!id.isEmpty()) piece.id = id;
        if (!tool.isEmpty()) piece.tool = tool;
        if (!known && !piece.tool.isEmpty()) listener.toolCall(piece.number, piece.tool);
    }

    void arguments(long block, String delta) {
        grow(piece(block, Kind.tool_call).text, delta);
    }

    boolean hasToolCalls() {
        return pieces.values().stream().anyMatch(p -> p.kind == Kind.tool_call);
    }

    /// All parts in the order they began; those without content are left out.
    List<Part> parts() {
        List<Piece> ordered = new ArrayList<>(pieces.values());
        ordered.sort(java.util.Comparator.comparingInt(p -> p.number));
        List<Part> parts = new ArrayList<>();
        for (Piece piece : ordered) {
            switch (piece.kind) {
                case text -> {
                    if (!piece.text.isEmpty()) parts.add(new Part.Text(piece.text.toString()));
                }
                case thinking -> {
                    String signature = piece.signature.isEmpty() ? null : piece.signature.toString();
                    if (!piece.text.isEmpty() || signature != null)
                        parts.add(new Part.Thinking(piece.text.toString(), signature));
                }
                case tool_call -> parts.add(new Part.ToolCall(idOf(piece), piece.tool, argumentsOf(piece)));
            }
        }
        return parts;
    }

    /// A call without arguments is a call with none.
    private static String argumentsOf(Piece piece) {
        return piece.text.toString().isBlank() ? "{}" : piece.text.toString();
    }

    /// Some compatible servers name no id, or one of a form that ours don't have.
    private static String idOf(Piece piece) {
        String clean = piece.id.replaceAll("[^A-Za-z0-9_.:-]", "_");
        if (clean.isEmpty()) return "call_" + Long.toString(System.nanoTime(), 36) + "_" + piece.number;
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }

    private Piece piece(long block, Kind kind) {
        Piece piece = pieces.computeIfAbsent(block, b -> new Piece(numbers++, kind));
        if (piece.kind != kind)
            throw new ModelException(
                    ModelException.Kind.passing, "The model's stream mixes up its blocks.", null, null);
        return piece;
    }

    private void grow(StringBuilder text, String delta) {
        length += delta.length();
        if (length > LONGEST)
            throw new ModelException(
                    ModelException.Kind.lasting, "The model's reply is longer than 8 MB; it was cut off.", null, null);
        text.append(delta);
    }
}
