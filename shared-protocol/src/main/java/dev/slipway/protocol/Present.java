package dev.slipway.protocol;

/// Somebody who follows a session right now. Immutable.
///
/// @param client by which: `desktop`, `terminal`, or what it calls itself
/// @param typing whether they write a prompt
public record Present(Person person, String client, boolean typing) {
    public Present {
        Check.present("person", person);
        Check.text("client", client, 100);
    }
}
