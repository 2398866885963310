package dev.slipway.backend.ws;

import org.jspecify.annotations.Nullable;

/// Puts the fragments of a text message together, bounded; between messages it holds nothing. One thread.
final class Fragments {
    private static final char REPLACEMENT = '\ufffd';

    private final int longest;
    private @Nullable String first;
    private @Nullable StringBuilder more;
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
        tooLong |= length() + text.length() > longest;
        if (tooLong) drop();
        else if (first == null) first = text;
        else {
            if (more == null) more = new StringBuilder(first);
            more.append(text);
        }
        if (!text.isEmpty()) {
            cut |= begun && text.charAt(0) == REPLACEMENT;
            cut |= !last && text.charAt(text.length() - 1) == REPLACEMENT;
        }
        begun = true;
        return last;
    }

    /// The complete message; the next one begins.
    Message take() {
        Message message = tooLong ? new TooLong() : cut ? new CutCharacter() : new Whole(whole());
        drop();
        tooLong = false;
        cut = false;
        begun = false;
        return message;
    }

    private int length() {
        return more != null ? more.length() : first != null ? first.length() : 0;
    }

    private String whole() {
        return more != null ? more.toString() : first != null ? first : "";
    }

    private void drop() {
        first = null;
        more = null;
    }
}
