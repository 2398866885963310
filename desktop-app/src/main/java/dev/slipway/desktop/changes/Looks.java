package dev.slipway.desktop.changes;

import dev.slipway.desktop.code.Highlighter;
import dev.slipway.desktop.code.Language;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The colours of a diff's lines, as the file's name tells its language. Each hunk is coloured as if nothing were open
/// before it, once for what was and once for what is. Immutable once made; made off the FX thread.
final class Looks {
    static final Looks NONE = new Looks();

    private final Map<DiffLine, Highlighter.Line> looks = new IdentityHashMap<>();

    private Looks() {}

    static Looks of(String path, List<FileDiff> files) {
        Language language = Language.ofFile(path);
        Looks made = new Looks();
        if (language.equals(Language.NONE)) return made;
        for (FileDiff file : files) for (Hunk hunk : file.hunks()) made.add(hunk, language);
        return made;
    }

    private void add(Hunk hunk, Language language) {
        Highlighter before = new Highlighter(language);
        Highlighter after = new Highlighter(language);
        for (DiffLine line : hunk.lines()) {
            switch (line.sign()) {
                case removed -> looks.put(line, before.next(line.text()));
                case added -> looks.put(line, after.next(line.text()));
                case context -> {
                    before.next(line.text());
                    looks.put(line, after.next(line.text()));
                }
            }
        }
    }

    /// Plain where its language isn't known.
    Highlighter.Line of(DiffLine line) {
        Highlighter.Line known = looks.get(line);
        return known == null ? Highlighter.Line.plain(line.text()) : known;
    }

    boolean knows(DiffLine line) {
        return looks.containsKey(line);
    }
}
