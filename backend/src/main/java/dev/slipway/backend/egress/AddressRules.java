package dev.slipway.backend.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which addresses may be dialled. Thread-safe.
@FunctionalInterface
interface AddressRules {
    /// Why the address may not be dialled, or null.
    ///
    /// @param granted the operator's ranges for this host
    @Nullable
    String refusal(InetAddress address, List<AddressRange> granted);

    String ONLY_OPERATOR = ", which only the operator can grant (`addresses` under `egress` in slipway.yaml)";

    /// The internet only, and private networks where the operator granted them. This machine itself, its links and
    /// its metadata can't be granted: what listens there trusts who can reach it.
    AddressRules STRICT = (address, granted) -> {
        Optional<Special> special = special(address);
        if (special.isPresent() && special.get().mayBeGranted == MayBeGranted.no)
            return special.get().what + ", which can\'t be granted";
        if (granted.stream().anyMatch(range -> range.contains(address))) return null;
        if (special.isPresent()) return special.get().what + ONLY_OPERATOR;
        return isOwn(address) ? "an address of this machine" + ONLY_OPERATOR : null;
    };

    enum MayBeGranted {
        yes,
        no
    }

    record Special(AddressRange range, String what, MayBeGranted mayBeGranted) {
        Special(String range, String what, MayBeGranted mayBeGranted) {
            this(AddressRange.parse(range), what, mayBeGranted);
        }
    }

    /// IANA's special-purpose registries, without the ranges for documentation: networks behind a proxy of their own
    /// use those.
    List<Special> SPECIAL = List.of(
            new Special("0.0.0.0/8", "an unspecified address", MayBeGranted.no),
            new Special("127.0.0.0/8", "a loopback address", MayBeGranted.no),
            new Special("169.254.0.0/16", "a link-local address, where clouds keep their metadata", MayBeGranted.no),
            new Special("168.63.129.16/32", "an address of cloud metadata", MayBeGranted.no),
            new Special("224.0.0.0/4", "a multicast address", MayBeGranted.no),
            new Special("240.0.0.0/4", "a reserved address", MayBeGranted.no),
            new Special("192.0.0.0/24", "a reserved address", MayBeGranted.no),
            new Special("100.100.100.200/32", "an address of cloud metadata", MayBeGranted.no),
            new Special("10.0.0.0/8", "a private address", MayBeGranted.yes),
            new Special("172.16.0.0/12", "a private address", MayBeGranted.yes),
            new Special("192.168.0.0/16", "a private address", MayBeGranted.yes),
            new Special("100.64.0.0/10", "a shared address", MayBeGranted.yes),
            new Special("198.18.0.0/15", "an address for benchmarks", MayBeGranted.yes),
            new Special("::/128", "an unspecified address", MayBeGranted.no),
            new Special("::1/128", "a loopback address", MayBeGranted.no),
            new Special("fe80::/10", "a link-local address", MayBeGranted.no),
            new Special("ff00::/8", "a multicast address", MayBeGranted.no),
            new Special("fd00:ec2::254/128", "an address of cloud metadata", MayBeGranted.no),
            new Special("2001::/32", "a tunnel's address", MayBeGranted.no),
            new Special("100::/64", "an address that leads nowhere", MayBeGranted.no),
            new Special("fec0::/10", "a private address", MayBeGranted.yes),
            new Special("64:ff9b:1::/48", "a private address", MayBeGranted.yes),
            new Special("fc00::/7", "a private address", MayBeGranted.yes));

    private static Optional<Special> special(InetAddress address) {
        InetAddress meant = meant(address);
        return SPECIAL.stream().filter(s -> s.range.contains(meant)).findFirst();
    }

    /// The IPv4 address that an IPv6 address only wraps, else the address itself.
    private static InetAddress meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) return address;
        boolean zeros = true;
        for (int i = 0; i < 10; i++) zeros &= bytes[i] == 0;
        boolean mapped = zeros && bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
        boolean compatible = zeros && bytes[10] == 0 && bytes[11] == 0 && !isSmall(bytes);
        boolean translated = AddressRange.parse("64:ff9b::/96").contains(address);
        boolean isatap = (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
        if (mapped || compatible || translated || isatap) return four(bytes, 12);
        return AddressRange.parse("2002::/16").contains(address) ? four(bytes, 2) : address;
    }

    /// `::` and `::1`, which wrap nothing.
    private static boolean isSmall(byte[] bytes) {
        return bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
    }

    private static InetAddress four(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
