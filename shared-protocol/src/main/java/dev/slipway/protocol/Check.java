package dev.slipway.protocol;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the records of the protocol check of themselves. The message names the field, so that it can go back to
/// the sender.
final class Check {
    static final Pattern ID = Pattern.compile("[a-z0-9]{6,32}");
    static final Pattern CALL = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");
    static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    private Check() {}

    static void matches(String field, @Nullable String value, Pattern pattern) {
        if (value == null) throw new IllegalArgumentException(field + " is missing");
        if (!pattern.matcher(value).matches()) throw new IllegalArgumentException(field + " has a form that no id has");
    }

    /// A command to a session.
    static void addressed(@Nullable RequestId requestId, @Nullable SessionId sessionId) {
        present("requestId", requestId);
        present("sessionId", sessionId);
    }

    static <T> T present(String field, @Nullable T value) {
        if (value == null) throw new IllegalArgumentException(field + " is missing");
        return value;
    }

    static void text(String field, @Nullable String value, int atMost) {
        if (present(field, value).length() > atMost)
            throw new IllegalArgumentException(field + " is longer than " + atMost + " characters");
    }

    static void filled(String field, @Nullable String value, int atMost) {
        text(field, value, atMost);
        if (present(field, value).isBlank()) throw new IllegalArgumentException(field + " is empty");
    }

    /// No line end and no other control character.
    static void oneLine(String field, String value) {
        boolean plain = value.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
        if (!plain) throw new IllegalArgumentException(field + " holds a control character or more than one line");
    }

    static void optional(String field, @Nullable String value, int atMost) {
        if (value != null) text(field, value, atMost);
    }

    static void notNegative(String field, long value) {
        if (value < 0) throw new IllegalArgumentException(field + " is negative");
    }

    static void between(String field, long value, long least, long most) {
        if (value < least || value > most)
            throw new IllegalArgumentException(field + " is not between " + least + " and " + most);
    }

    static <T> List<T> distinct(String field, List<T> value, int atMost) {
        if (value.size() > atMost) throw new IllegalArgumentException(field + " are more than " + atMost);
        if (Set.copyOf(value).size() < value.size()) throw new IllegalArgumentException(field + " name one twice");
        return List.copyOf(value);
    }

    static <T> List<T> copy(String field, @Nullable List<T> value) {
        return List.copyOf(present(field, value));
    }
}
