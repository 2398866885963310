package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The branches that a session can begin from.
///
/// @param standard what it begins from where none is named: a branch, or a commit's id where the repository has
/// none checked out; null where that has no commit
/// @param names the branch with the newest commit first, at most 1,000; those of sessions are left out
public record BranchChoices(@Nullable String standard, List<String> names) {
    public BranchChoices {
        Check.optional("standard", standard, 4096);
        names = Check.copy("names", names);
    }
}
