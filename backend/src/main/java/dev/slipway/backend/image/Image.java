package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;
import java.util.List;

/// What sessions of a repository begin on. Immutable; kept as JSON.
///
/// @param branch the default branch, or the commit where HEAD names none
/// @param layers keys, the lowest first
/// @param made what it was made from
/// @param agreed what was done
/// @param notes what is worth knowing of it, in sentences for people
public record Image(
        RepositoryName repository,
        BuildId buildId,
        String commit,
        String branch,
        List<String> layers,
        Ingredients made,
        Agreed agreed,
        List<String> notes,
        long bytes,
        long builtAtMs,
        long tookMs) {
    public Image {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /// What checkouts go on top of.
    public Bases.Ground ground() {
        return new Bases.Ground(commit, layers);
    }

    /// Fingerprints of what each step was made from. A step is done again where its own differs, or an earlier one's.
    ///
    /// @param ground base, commands that set up, and variables: where it differs, nothing is reused
    /// @param setup files that say what the project depends on
    public record Ingredients(String ground, String setup, String build, String warmUp) {}
}
