package dev.slipway.backend.git;

import dev.slipway.protocol.SessionId;
import java.text.Normalizer;
import java.util.Locale;

/// How the branches of sessions are called. In the mirror they stand in a space of their own, where no fetch
/// prunes them.
public final class Branches {
    private static final String PREFIX = "slipway/";
    private static final int LONGEST_SLUG = 40;

    private Branches() {}

    /// `slipway/<slug>-<id>`. The title may change later; whoever keeps the session keeps this name.
    public static String name(String title, SessionId session) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        slug = slug.substring(0, Math.min(LONGEST_SLUG, slug.length())).replaceAll("^-|-$", "");
        return PREFIX + (slug.isEmpty() ? "" : slug + "-") + session;
    }

    /// The name of another branch of the same session.
    ///
    /// @param first as [#name] gave it
    /// @param number 2 for the second
    public static String another(String first, int number) {
        return first + "-" + number;
    }

    /// Whether [#name] or [#another] could have given this for the session.
    public static boolean isOf(String branch, SessionId session) {
        return branch.matches("slipway/(.*-)?" + session + "(-[0-9]+)?");
    }

    /// @param branch without `refs/heads/`
    static boolean isOfSession(String branch) {
        return branch.startsWith(PREFIX);
    }

    static void require(String branch) {
        if (!branch.matches("slipway/[a-z0-9][a-z0-9-]{0,80}"))
            throw new IllegalArgumentException("not the branch of a session: " + branch);
    }

    static String inMirror(String branch) {
        return "refs/slipway/heads/" + branch.substring(PREFIX.length());
    }
}
