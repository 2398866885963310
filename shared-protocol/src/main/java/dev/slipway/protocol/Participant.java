package dev.slipway.protocol;

/// Somebody who was given a role on a session. Immutable.
public record Participant(Person person, Role role) {
    public Participant {
        Check.present("person", person);
        Check.present("role", role);
    }
}
