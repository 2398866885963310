package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SharingEvent;
import org.jspecify.annotations.Nullable;

/// Who may do what, in words.
final class Sharings {
    private Sharings() {}

    static String words(SharingEvent event) {
        return switch (event) {
            case SharingEvent.AccessSet e
            when e.role() == null -> name(e.person()) + " closed this to " + whom(e) + ".";
            case SharingEvent.AccessSet e -> name(e.person()) + " lets " + whom(e) + " " + may(e.role()) + ".";
            case SharingEvent.LinkMade e ->
                name(e.person()) + " made a link to " + may(e.role()) + " (" + e.linkId() + ").";
            case SharingEvent.LinkRevoked e -> name(e.person()) + " revoked the link " + e.linkId() + ".";
            case SharingEvent.LinkUsed e -> name(e.person()) + " joined by a link.";
        };
    }

    static String may(@Nullable Role role) {
        return switch (role) {
            case null -> "do nothing here";
            case view -> "watch";
            case take_part -> "take part";
            case administer -> "administer this session";
        };
    }

    /// What a token is for.
    static String scope(Role role) {
        return switch (role) {
            case view -> "for watching";
            case take_part -> "for taking part";
            case administer -> "for all that you may";
        };
    }

    private static String whom(SharingEvent.AccessSet event) {
        Person to = event.to();
        return to == null ? "everyone with the repository" : name(to);
    }

    private static String name(Person person) {
        return Plain.line(person.name());
    }
}
