package dev.slipway.backend.egress;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One way out that is open. Immutable.
///
/// @param port null for 443 by HTTPS and 80 by HTTP; [#ANY_PORT] for all
/// @param methods upper case; none for all
/// @param paths none for all
/// @param header put into each request that this grant lets through, by HTTPS only; null for none
/// @param tunnel whether the connection passes unopened, so that methods, paths and header can't be looked at
/// @param addresses private networks in which this host may be
public record Grant(
        HostName host,
        @Nullable Integer port,
        Set<String> methods,
        List<PathPattern> paths,
        @Nullable Header header,
        boolean tunnel,
        List<AddressRange> addresses) {
    public static final int ANY_PORT = 0;

    /// @throws IllegalArgumentException where its parts contradict each other
    public Grant {
        TreeSet<String> upper = new TreeSet<>();
        methods.forEach(method -> upper.add(method.toUpperCase(Locale.ROOT)));
        methods = Set.copyOf(upper);
        paths = List.copyOf(paths);
        addresses = List.copyOf(addresses);
        if (port != null && (port < ANY_PORT || port > 65_535))
            throw new IllegalArgumentException("a port is 1 to 65535");
        if (tunnel && (!methods.isEmpty() || !paths.isEmpty() || header != null))
            throw new IllegalArgumentException(
                    "a tunnel isn't opened, so it can have no methods, paths or header of its own");
    }

    /// All of a host, at all ports, with nothing put in.
    public static Grant whole(HostName host) {
        return new Grant(host, ANY_PORT, Set.of(), List.of(), null, false, List.of());
    }

    /// What is read from a host, with nothing put in.
    static Grant reading(String host, String... paths) {
        List<PathPattern> patterns =
                java.util.Arrays.stream(paths).map(PathPattern::new).toList();
        return new Grant(HostName.parse(host), null, Set.of("GET", "HEAD"), patterns, null, false, List.of());
    }

    boolean isFor(Target target) {
        if (!host.equals(target.host())) return false;
        if (header != null && target.scheme() != Target.Scheme.https) return false;
        if (port == null) return target.port() == target.scheme().port();
        return port == ANY_PORT || target.port() == port;
    }

    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    boolean covers(String path) {
        return paths.isEmpty() || (PathPattern.isPlain(path) && paths.stream().anyMatch(p -> p.matches(path)));
    }
}
