package dev.slipway.backend.egress;

/// A header that is put into requests in place of what the sandbox sent. Its value is a credential and never shown.
/// Immutable.
public record Header(String name, String value) {
    /// @throws IllegalArgumentException where it couldn't stand in a request
    public Header {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"))
            throw new IllegalArgumentException("a header's name can't be written so");
        if (Fields.isFraming(name))
            throw new IllegalArgumentException(name + " can't be set: it is part of the framing");
        if (!value.matches("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?"))
            throw new IllegalArgumentException("a header's value is printable ASCII on one line");
    }

    @Override
    public String toString() {
        return name + ": ***";
    }
}
