package dev.slipway.desktop.code;

import dev.slipway.client.Plain;
import java.util.regex.Pattern;

/// What a program wrote for a terminal, as text: escape sequences are left out, and of a line that was written over
/// itself (a progress bar) the last state stays. Pure.
public final class Ansi {
    private static final Pattern ESCAPES = Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]"
            + "|[\\]PX^_][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\\\)?"
            + "|[ -/]+[0-~]|[0-~])|\u009b[0-?]*[ -/]*[@-~]");

    private Ansi() {}

    public static String strip(String output) {
        String text = output.indexOf('\u001b') < 0 && output.indexOf('\u009b') < 0
                ? output
                : ESCAPES.matcher(output).replaceAll("");
        return Plain.text(text.indexOf('\r') < 0 && text.indexOf('\b') < 0 ? text : written(text));
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                boolean end = i + 1 >= text.length() || text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r';
                if (!end) out.setLength(line);
            } else if (c == '\b') {
                if (out.length() > line) out.setLength(out.length() - 1);
            } else {
                out.append(c);
                if (c == '\n') line = out.length();
            }
        }
        return out.toString();
    }
}
