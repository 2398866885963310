package dev.slipway.desktop.session;

import dev.slipway.client.Plain;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who is in a session beside this app, by whichever clients. Immutable.
///
/// @param clients by which they are there, in the order in which they came
public record Companion(Person person, List<String> clients, boolean typing) {
    private static final String OWN_CLIENT = "desktop";
    /// How others are told of somebody whom the backend doesn't know, as it doesn't know this app's person then.
    private static final String NOBODY = "unknown";

    public Companion {
        clients = List.copyOf(clients);
    }

    /// Everyone but this app, each person once, those who type first.
    ///
    /// @param own who this app is; null where that isn't known
    public static List<Companion> beside(@Nullable Person own, List<Present> people) {
        Map<String, Companion> all = new LinkedHashMap<>();
        for (Present each : people) {
            if (each.client().equals(OWN_CLIENT) && is(each.person(), own)) continue;
            all.merge(
                    each.person().email().toLowerCase(Locale.ROOT),
                    new Companion(each.person(), List.of(each.client()), each.typing()),
                    Companion::plus);
        }
        return List.copyOf(all.values());
    }

    /// The same without this person, by whatever client.
    public static List<Companion> others(@Nullable Person own, List<Present> people) {
        return beside(own, people).stream()
                .filter(each -> !is(each.person(), own))
                .toList();
    }

    public boolean is(@Nullable Person other) {
        return is(person, other);
    }

    /// Harmless.
    public String name() {
        return Plain.line(person.name());
    }

    /// `Grace (desktop, terminal)`, harmless.
    public String words() {
        return name() + " (" + Plain.line(String.join(", ", clients)) + ")";
    }

    private Companion plus(Companion more) {
        List<String> both = new ArrayList<>(clients);
        for (String client : more.clients) if (!both.contains(client)) both.add(client);
        return new Companion(person, both, typing || more.typing);
    }

    private static boolean is(Person person, @Nullable Person other) {
        return person.email().equalsIgnoreCase(other == null ? NOBODY : other.email());
    }
}
