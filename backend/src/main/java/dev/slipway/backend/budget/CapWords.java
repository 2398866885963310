package dev.slipway.backend.budget;

import dev.slipway.protocol.CapScope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What people are told of caps.
final class CapWords {
    private CapWords() {}

    /// @param month that it is
    static String hard(CapPolicy.Reached reached, Spender spender, String month) {
        boolean monthly = reached.scope() != CapScope.session;
        return who(reached.scope(), spender) + " has used " + spent(reached) + " of the "
                + amount(reached.unit(), reached.bound()) + " that " + each(reached.scope()) + " may use"
                + (monthly ? " in " + month : "") + ". Nothing more is begun until whoever operates this installation"
                + " raises `" + key("hard", reached) + "` in its configuration and starts it again"
                + (monthly ? ", or the month is over" : "") + ". What waits keeps its place.";
    }

    static Budget.Note soft(CapPolicy.Reached reached, Caps.@Nullable Cap cap, Spender spender, String month) {
        boolean monthly = reached.scope() != CapScope.session;
        Double hard = cap == null ? null : cap.hard().in(reached.unit());
        String message = who(reached.scope(), spender) + " has used " + spent(reached) + (monthly ? " in " + month : "")
                + ", over the " + amount(reached.unit(), reached.bound()) + " of `" + key("soft", reached) + "`. "
                + (hard == null
                        ? "The work goes on."
                        : "The work goes on until " + amount(reached.unit(), hard) + " are reached.");
        String about =
                key("soft", reached) + " " + amount(reached.unit(), reached.bound()) + (monthly ? " " + month : "");
        return new Budget.Note(about, message);
    }

    static Budget.Note unpriced(String model) {
        return new Budget.Note(
                "unpriced " + model,
                "What " + model + " costs isn't known, so it isn't counted for the spending caps that are in dollars."
                        + " `prices:` in the configuration sets its price.");
    }

    private static String who(CapScope scope, Spender spender) {
        return switch (scope) {
            case session -> "This session";
            case person -> spender.person();
            case repository -> "The repository " + spender.repository();
            case installation -> "This installation";
        };
    }

    private static String each(CapScope scope) {
        return switch (scope) {
            case session -> "a session";
            case person -> "a person";
            case repository -> "a repository";
            case installation -> "it";
        };
    }

    private static String key(String strength, CapPolicy.Reached reached) {
        return "spending." + reached.scope() + "." + strength
                + switch (reached.unit()) {
                    case usd -> "";
                    case tokens -> "-tokens";
                };
    }

    private static String spent(CapPolicy.Reached reached) {
        return amount(reached.unit(), reached.spent().in(reached.unit()));
    }

    private static String amount(Unit unit, double amount) {
        return switch (unit) {
            case usd -> String.format(Locale.ROOT, "$%,.2f", amount);
            case tokens -> String.format(Locale.ROOT, "%,d tokens", (long) amount);
        };
    }
}
