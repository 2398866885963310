package dev.slipway.client;

import dev.slipway.protocol.Person;

/// Who one is by an invitation, and one's own token. Immutable.
///
/// @param secret told this once
public record Joined(Person person, String secret) {
    @Override
    public String toString() {
        return "Joined[person=" + person + ", secret=***]";
    }
}
