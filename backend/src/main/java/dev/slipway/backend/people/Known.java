package dev.slipway.backend.people;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that is known of people, as it stands in their file. Immutable; new fields are nullable.
///
/// @param repositories the e-mails of those who may use a repository; everyone may use one that isn't there
record Known(
        List<Member> members,
        List<Key> keys,
        List<Invitation> invitations,
        Map<RepositoryName, List<String>> repositories) {
    static final Known NOBODY = new Known(List.of(), List.of(), List.of(), Map.of());

    record Member(Person person, boolean administrator, long sinceMs) {}

    /// A token that was given out.
    ///
    /// @param label what its owner calls it
    /// @param untilMs null for ever
    record Key(
            String id,
            String email,
            String hash,
            Role scope,
            String label,
            long sinceMs,
            @Nullable Long untilMs) {
        boolean isValid(long nowMs) {
            return untilMs == null || nowMs < untilMs;
        }
    }

    record Invitation(String email, String hash, long untilMs) {}

    Known {
        members = List.copyOf(members);
        keys = List.copyOf(keys);
        invitations = List.copyOf(invitations);
        repositories = Map.copyOf(repositories);
    }

    Optional<Member> member(String email) {
        return members.stream()
                .filter(m -> m.person().email().equalsIgnoreCase(email))
                .findFirst();
    }

    Known with(Member member) {
        List<Member> all = new ArrayList<>(members);
        all.removeIf(m -> m.person().email().equalsIgnoreCase(member.person().email()));
        all.add(member);
        return new Known(all, keys, invitations, repositories);
    }

    /// With all that lets them in, or that they may use.
    Known without(String email) {
        Map<RepositoryName, List<String>> rest = new TreeMap<>(java.util.Comparator.comparing(RepositoryName::value));
        repositories.forEach((name, who) -> rest.put(name, without(who, email::equalsIgnoreCase)));
        return new Known(
                without(members, m -> m.person().email().equalsIgnoreCase(email)),
                without(keys, k -> k.email().equalsIgnoreCase(email)),
                without(invitations, i -> i.email().equalsIgnoreCase(email)),
                rest);
    }

    Known with(Key key) {
        return new Known(members, plus(keys, key), invitations, repositories);
    }

    Known withoutKey(String id) {
        return new Known(members, without(keys, k -> k.id().equals(id)), invitations, repositories);
    }

    /// Of each person the newest invitation counts.
    Known with(Invitation invitation) {
        List<Invitation> others = without(invitations, i -> i.email().equalsIgnoreCase(invitation.email()));
        return new Known(members, keys, plus(others, invitation), repositories);
    }

    Known withoutInvitation(String hash) {
        return new Known(members, keys, without(invitations, i -> i.hash().equals(hash)), repositories);
    }

    /// @param who null for everyone
    Known with(RepositoryName repository, @Nullable List<String> who) {
        Map<RepositoryName, List<String>> all = new TreeMap<>(java.util.Comparator.comparing(RepositoryName::value));
        all.putAll(repositories);
        if (who == null) all.remove(repository);
        else all.put(repository, who);
        return new Known(members, keys, invitations, all);
    }

    private static <T> List<T> plus(List<T> all, T one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }

    private static <T> List<T> without(List<T> all, Predicate<T> which) {
        return all.stream().filter(which.negate()).toList();
    }
}
