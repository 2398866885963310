package dev.slipway.cli;

import java.util.Map;

/// Colours and weights, where the output is a terminal that wants them (`NO_COLOR`, `TERM=dumb`).
record Style(boolean terminal, boolean coloured, int width) {
    private static final int WIDEST = 100;

    static Style of(Map<String, String> environment, boolean terminal) {
        boolean coloured = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        int columns = 80;
        String told = environment.getOrDefault("COLUMNS", "");
        if (told.matches("\\d{2,4}")) columns = Integer.parseInt(told);
        return new Style(terminal, coloured, Math.min(columns, WIDEST));
    }

    static Style here() {
        return of(System.getenv(), System.console() != null && System.console().isTerminal());
    }

    String bold(String text) {
        return in("1", text);
    }

    String dim(String text) {
        return in("2", text);
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String amber(String text) {
        return in("33", text);
    }

    String blue(String text) {
        return in("36", text);
    }

    private String in(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
