package dev.slipway.backend.ws;

/// Puts the fragments of a text message together, bounded. One thread.
final class Fragments {
    private static final char REPLACEMENT = '\ufffd';

    private final int longest;
    private final StringBuilder gathered = new StringBuilder();
    private boolean tooLong;
    private boolean cut;
    private boolean begun;

    Fragments(int longest) {
        this.longest = longest;
    }

    /// What the fragments of a message came to.
    sealed interface Message {}

    record Whole(String text) implements Message {}

    /// Nothing of it is kept.
    record TooLong() implements Message {}

    /// Helidon decodes each fragment by itself, so that a character which lies in two of them is lost.
    record CutCharacter() implements Message {}

    /// Whether the message is complete.
    boolean add(String text, boolean last) {
        tooLong |= gathered.length() + text.length() > longest;
        if (tooLong) gathered.setLength(0);
        else gathered.append(text);
        if (!text.isEmpty()) {
            cut |= begun && text.charAt(0) == REPLACEMENT;
            cut |= !last && text.charAt(text.length() - 1) == REPLACEMENT;
        }
        begun = true;
        return last;
    }

    /// The complete message; the next one begins.
    Message take() {
        Message message = tooLong ? new TooLong() : cut ? new CutCharacter() : new Whole(gathered.toString());
        gathered.setLength(0);
        if (gathered.capacity() > 1 << 16) gathered.trimToSize();
        tooLong = false;
        cut = false;
        begun = false;
        return message;
    }
}
