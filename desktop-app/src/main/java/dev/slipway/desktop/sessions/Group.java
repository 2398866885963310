package dev.slipway.desktop.sessions;

/// What a person has to know first about a session, in the order of the list.
public enum Group {
    needsYou("Needs you"),
    working("Working"),
    done("Done"),
    archived("Archived");

    private final String words;

    Group(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
