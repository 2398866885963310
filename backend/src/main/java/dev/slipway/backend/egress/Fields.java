package dev.slipway.backend.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The header fields of a message, in their order. Read strictly: what two readers could read differently is
/// refused. Immutable.
record Fields(List<Field> all) {
    private static final int MOST = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Set<String> FRAMING = Set.of("host", "content-length", "transfer-encoding");
    /// What concerns one connection only.
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect");

    record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    Fields {
        all = List.copyOf(all);
    }

    /// @param lines without their ends; the first, which is none, is passed over
    /// @throws Denied where they aren't strictly fields
    static Fields parse(List<String> lines) {
        if (lines.size() > MOST) throw Denied.malformed("there are too many headers");
        List<Field> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            if (!NAME.matcher(name).matches()) throw Denied.malformed("a header line has no proper name");
            String value = trimmed(line.substring(colon + 1));
            if (!VALUE.matcher(value).matches()) throw Denied.malformed("a header holds a control character");
            fields.add(new Field(name, value));
        }
        return new Fields(fields);
    }

    static boolean isFraming(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FRAMING.contains(lower) || HOP.contains(lower);
    }

    List<String> values(String name) {
        return all.stream().filter(f -> f.is(name)).map(Field::value).toList();
    }

    /// @throws Denied where there is more than one
    Optional<String> only(String name) {
        List<String> values = values(name);
        if (values.size() > 1) throw Denied.malformed("there is more than one " + name);
        return values.stream().findFirst();
    }

    boolean names(String name, String token) {
        return values(name).stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .anyMatch(each -> trimmed(each).equalsIgnoreCase(token));
    }

    /// Without what concerns one connection only, and without the framing.
    ///
    /// @throws Denied where a header would be taken out that the framing needs
    Fields endToEnd() {
        Set<String> gone = new TreeSet<>(HOP);
        for (String value : values("connection"))
            for (String token : value.split(",")) {
                String name = trimmed(token).toLowerCase(Locale.ROOT);
                if (FRAMING.contains(name)) throw Denied.malformed("Connection names " + name);
                gone.add(name);
            }
        return new Fields(all.stream()
                .filter(f -> !gone.contains(f.name().toLowerCase(Locale.ROOT)))
                .filter(f -> !FRAMING.contains(f.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    /// With this one in place of all of its name.
    Fields with(String name, String value) {
        List<Field> fields = new ArrayList<>(all);
        fields.removeIf(f -> f.is(name));
        fields.add(new Field(name, value));
        return new Fields(fields);
    }

    void write(StringBuilder to) {
        for (Field field : all)
            to.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (to > from && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
