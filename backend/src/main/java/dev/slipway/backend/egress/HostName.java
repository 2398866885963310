package dev.slipway.backend.egress;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A host in the one form in which hosts are compared, as the WHATWG URL standard finds it: lower case, no dot at
/// the end, international names in punycode, addresses in any spelling as what they are. Immutable.
///
/// @param text the name; an IPv6 address stands in brackets
/// @param address where the name is an address
public record HostName(String text, @Nullable InetAddress address) {
    private static final int LONGEST = 253;
    private static final String FORBIDDEN = "\"#%/:<>?@[\\]^`{|}";

    /// @throws IllegalArgumentException where it is none; the message says why
    public static HostName parse(String raw) {
        if (raw.startsWith("[")) return bracketed(raw);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || FORBIDDEN.indexOf(c) >= 0)
                throw new IllegalArgumentException("a host name can't hold the character " + (int) c);
        }
        String name = ascii(raw);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        if (name.isEmpty() || name.length() > LONGEST || name.startsWith(".") || name.contains(".."))
            throw new IllegalArgumentException("this isn't a host name");
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!last.matches("[0-9]+|0x[0-9a-f]*")) return new HostName(name, null);
        InetAddress address = fourParts(name);
        return new HostName(address.getHostAddress(), address);
    }

    /// What a URL shows.
    @Override
    public String toString() {
        return text;
    }

    private static String ascii(String raw) {
        if (raw.length() > 4 * LONGEST) throw new IllegalArgumentException("a host name is shorter");
        return IDN.toASCII(raw, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    }

    private static HostName bracketed(String raw) {
        String inner = raw.endsWith("]") ? raw.substring(1, raw.length() - 1) : "";
        if (!inner.matches("[0-9a-fA-F:.]{2,45}")) throw new IllegalArgumentException("this isn't an IPv6 address");
        InetAddress address = Inet6Address.ofLiteral(inner);
        String text = address.getHostAddress();
        return new HostName(address instanceof Inet6Address ? "[" + text + "]" : text, address);
    }

    /// Decimal, octal and hexadecimal, with one to four parts of which the last fills what is left.
    private static InetAddress fourParts(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 4) throw new IllegalArgumentException("this isn't an IPv4 address");
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            int bytes = last ? 4 - i : 1;
            long part = number(parts[i]);
            if (part >= 1L << (8 * bytes)) throw new IllegalArgumentException("this isn't an IPv4 address");
            value = value << (8 * bytes) | part;
        }
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String part) {
        boolean hex = part.startsWith("0x");
        String digits = hex ? part.substring(2) : part;
        int radix = hex ? 16 : part.length() > 1 && part.startsWith("0") ? 8 : 10;
        try {
            if (digits.startsWith("-") || digits.startsWith("+")) throw new NumberFormatException(part);
            if (hex && digits.isEmpty()) return 0;
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("this isn't an IPv4 address", e);
        }
    }
}
