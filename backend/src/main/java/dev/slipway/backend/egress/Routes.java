package dev.slipway.backend.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides where a connection may go: what is granted, and at which addresses. Thread-safe.
final class Routes {
    private final Resolver resolver;
    private final AddressRules rules;

    Routes(Resolver resolver, AddressRules rules) {
        this.resolver = resolver;
        this.rules = rules;
    }

    /// A target that may be reached, with the addresses that were looked at: no other is ever dialled.
    ///
    /// @param open the grants for it, at least one
    record Route(Target target, List<Grant> open, List<InetAddress> addresses) {
        /// Whether it passes unopened: the first grant for it says so.
        boolean isTunnel() {
            return open.getFirst().tunnel();
        }
    }

    /// @throws Denied where it isn't granted, or any of its addresses is one that may not be reached
    /// @throws UnknownHostException where it has none
    Route route(Target target, Grants grants) throws IOException, InterruptedException {
        List<Grant> open = grants.to(target);
        InetAddress literal = target.host().address();
        List<InetAddress> addresses = literal == null ? resolver.resolve(target.host()) : List.of(literal);
        if (addresses.isEmpty()) throw new UnknownHostException(target.host().text());
        List<AddressRange> ranges =
                open.stream().flatMap(grant -> grant.addresses().stream()).toList();
        for (InetAddress address : addresses) {
            @Nullable String refusal = rules.refusal(address, ranges);
            if (refusal != null) throw Denied.forbidden("it leads to " + address.getHostAddress() + ", " + refusal);
        }
        return new Route(target, open, addresses);
    }
}
