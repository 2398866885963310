package dev.slipway.backend.model;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a vendor's error means: whether trying again helps, and what a person should do. Pure.
final class ModelFaults {
    private static final List<String> TOO_LONG = List.of(
            "prompt is too long",
            "context_length_exceeded",
            "maximum context length",
            "context window",
            "too many tokens");
    private static final List<String> SPENT =
            List.of("insufficient_quota", "credit balance", "billing", "spend", "quota exceeded", "usage limit");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private ModelFaults() {}

    /// @param status the HTTP status, or 0 for an error inside a stream that began well
    /// @param type the vendor's word for it, or empty
    /// @param words the vendor's message
    static ModelException of(
            String vendor, int status, String type, String words, @Nullable Duration retryAfter, Throwable cause) {
        String all = (type + " " + words).toLowerCase(Locale.ROOT);
        String told = vendor + " says" + (status == 0 ? "" : " " + status) + ": " + sentence(plain(words));
        if (TOO_LONG.stream().anyMatch(all::contains) && (status == 400 || status == 413 || status == 0))
            return new ModelException(ModelException.Kind.too_long, told, null, cause);
        if (SPENT.stream().anyMatch(all::contains)
                && (status == 429 || status == 400 || status == 402 || status == 403))
            return lasting(told + " Raise the account's limit, or use another key.", cause);
        return switch (status) {
            case 401, 403 -> lasting(told + " Check the API key and what it may use.", cause);
            case 404 -> lasting(told + " Check the model's name and the base URL.", cause);
            case 400, 413, 422 -> rejected(told, cause);
            case 408, 409, 429 -> new ModelException(ModelException.Kind.passing, told, retryAfter, cause);
            case 0 ->
                type.contains("invalid_request")
                        ? rejected(told, cause)
                        : type.contains("authentication") || type.contains("permission")
                                ? lasting(told, cause)
                                : new ModelException(ModelException.Kind.passing, told, retryAfter, cause);
            default ->
                status >= 500
                        ? new ModelException(ModelException.Kind.passing, told, retryAfter, cause)
                        : lasting(told, cause);
        };
    }

    /// The connection failed, or the stream broke off.
    static ModelException broken(String vendor, Throwable cause) {
        String what = cause instanceof SocketTimeoutException || cause.getCause() instanceof SocketTimeoutException
                ? vendor + " was silent for too long."
                : vendor + " can't be reached, or broke off: "
                        + plain(String.valueOf(deepest(cause).getMessage()));
        return new ModelException(ModelException.Kind.passing, what, null, cause);
    }

    static ModelException cutOff(String vendor) {
        return new ModelException(
                ModelException.Kind.passing, vendor + "'s stream ended before the reply was complete.", null, null);
    }

    /// Whether a failure is the calling thread's own interruption.
    static boolean isInterrupt(Throwable failure) {
        if (Thread.interrupted()) return true;
        for (Throwable t = failure; t != null; t = t.getCause())
            if (t instanceof InterruptedIOException && !(t instanceof SocketTimeoutException)) {
                String message = t.getMessage();
                if (message == null || !message.contains("timeout")) return true;
            }
        return false;
    }

    /// Seconds or an HTTP date (RFC 9110, 10.2.3), or milliseconds in a header of its own; at most five
    /// minutes.
    static @Nullable Duration retryAfter(Optional<String> seconds, Optional<String> millis, Clock clock) {
        try {
            if (millis.isPresent())
                return bounded(
                        Duration.ofMillis((long) Double.parseDouble(millis.get().strip())));
            if (seconds.isEmpty()) return null;
            String value = seconds.get().strip();
            if (value.matches("\\d+(\\.\\d+)?"))
                return bounded(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(clock.instant(), at));
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) return Duration.ZERO;
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static ModelException lasting(String words, Throwable cause) {
        return new ModelException(ModelException.Kind.lasting, words, null, cause);
    }

    private static ModelException rejected(String words, Throwable cause) {
        return new ModelException(ModelException.Kind.rejected, words, null, cause);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && at.getCause() != at) at = at.getCause();
        return at;
    }

    /// What to do follows as a sentence of its own.
    private static String sentence(String words) {
        return words.isEmpty() || ".!?…".indexOf(words.charAt(words.length() - 1)) >= 0 ? words : words + ".";
    }

    private static String plain(String words) {
        String clean = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > 500 ? clean.substring(0, 500) + "…" : clean;
    }
}
