package dev.slipway.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may do what in a session, and the links by which others can join: the fold of what was told of that, which
/// server
/// and clients share. The end of a log alone doesn't tell it whole; the board's row does. Immutable.
///
/// @param links those that weren't revoked, also those whose time is over
public record Sharing(Access access, List<SharingEvent.LinkMade> links) {
    public static final Sharing NONE = new Sharing(new Access(null, List.of()), List.of());

    /// Who creates a session administers it, and all take part who may use its repository.
    public static Sharing begun(Person creator) {
        return new Sharing(new Access(Role.take_part, List.of(new Participant(creator, Role.administer))), List.of());
    }

    /// As a session begins: an imported one is for who imported it alone.
    public static Sharing begun(SessionEvent.SessionCreated event) {
        Sharing usual = begun(event.person());
        if (event.importedFrom() == null) return usual;
        return new Sharing(new Access(null, usual.access().people()), List.of());
    }

    public Sharing apply(SharingEvent event) {
        return switch (event) {
            case SharingEvent.AccessSet e -> new Sharing(set(e), links);
            case SharingEvent.LinkMade e ->
                new Sharing(access, Stream.concat(links.stream(), Stream.of(e)).toList());
            case SharingEvent.LinkRevoked e ->
                new Sharing(
                        access,
                        links.stream()
                                .filter(l -> !l.linkId().equals(e.linkId()))
                                .toList());
            case SharingEvent.LinkUsed e -> new Sharing(joined(e), links);
        };
    }

    /// What was given to this person beyond what everyone has.
    public Optional<Role> given(String email) {
        return access.people().stream()
                .filter(p -> p.person().email().equalsIgnoreCase(email))
                .map(Participant::role)
                .findFirst();
    }

    /// The link, if it can still be used then.
    public Optional<SharingEvent.LinkMade> link(LinkId id, long nowMs) {
        return links.stream()
                .filter(l -> l.linkId().equals(id) && nowMs < l.untilMs())
                .findFirst();
    }

    private Access set(SharingEvent.AccessSet event) {
        Person to = event.to();
        return to == null ? new Access(event.role(), access.people()) : with(to, event.role());
    }

    private Access joined(SharingEvent.LinkUsed event) {
        boolean more = given(event.person().email())
                .filter(role -> role.allows(event.role()))
                .isPresent();
        return more ? access : with(event.person(), event.role());
    }

    /// @param role null for none
    private Access with(Person person, @Nullable Role role) {
        Participant changed = role == null ? null : new Participant(person, role);
        boolean known = given(person.email()).isPresent();
        Stream<Participant> before = access.people().stream()
                .map(p -> p.person().email().equalsIgnoreCase(person.email()) ? changed : p)
                .filter(Objects::nonNull);
        Stream<Participant> after = known || changed == null ? before : Stream.concat(before, Stream.of(changed));
        return new Access(access.everyone(), after.toList());
    }
}
