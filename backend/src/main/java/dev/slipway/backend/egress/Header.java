package dev.slipway.backend.egress;

import java.util.List;
import java.util.regex.Pattern;

/// A header that is put into requests in place of what the sandbox sent. Immutable.
///
/// @param value with `${name}` where the secret of that name goes; never shown, since someone could have written the
/// secret itself
public record Header(String name, String value) {
    static final Pattern SECRET = Pattern.compile("\\$\\{([a-z0-9][a-z0-9._-]{0,63})}");

    /// @throws IllegalArgumentException where it couldn't stand in a request
    public Header {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"))
            throw new IllegalArgumentException("a header's name can't be written so");
        if (Fields.isFraming(name))
            throw new IllegalArgumentException(name + " is part of the framing; it can't be set");
        if (!isValue(value)) throw new IllegalArgumentException("a header's value is printable ASCII on one line");
        if (SECRET.matcher(value).replaceAll("").contains("${"))
            throw new IllegalArgumentException("a secret is named as in ${example-token}");
    }

    static boolean isValue(String text) {
        return text.matches("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    }

    /// The names of the secrets that it takes.
    public List<String> secrets() {
        return SECRET.matcher(value).results().map(found -> found.group(1)).toList();
    }

    @Override
    public String toString() {
        return name + ": ***";
    }
}
