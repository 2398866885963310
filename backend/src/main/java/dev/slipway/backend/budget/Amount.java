package dev.slipway.backend.budget;

/// What was spent. Immutable.
///
/// @param usd in US dollars, of models whose price is known
/// @param tokens of all models, in and out
public record Amount(double usd, long tokens) {
    public static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount more) {
        return new Amount(usd + more.usd, tokens + more.tokens);
    }

    double in(Unit unit) {
        return switch (unit) {
            case usd -> usd;
            case tokens -> tokens;
        };
    }
}
