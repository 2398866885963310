package dev.slipway.backend.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What is open to a sandbox; everything else is shut. The first grant that lets a request through decides what is
/// put into it. Immutable.
public record Grants(List<Grant> all) {
    public static final Grants NONE = new Grants(List.of());

    public Grants {
        all = List.copyOf(all);
    }

    public Grants plus(List<Grant> more) {
        List<Grant> both = new ArrayList<>(all);
        both.addAll(more);
        return new Grants(both);
    }

    /// The hosts, each once, in order.
    public List<String> hosts() {
        TreeSet<String> hosts = new TreeSet<>();
        all.forEach(grant -> hosts.add(grant.host().text()));
        return List.copyOf(hosts);
    }

    /// Grants for a host at a port; never empty.
    ///
    /// @throws Denied where there is none
    List<Grant> to(Target target) {
        List<Grant> found = all.stream().filter(grant -> grant.isFor(target)).toList();
        if (!found.isEmpty()) return found;
        boolean elsewhere = all.stream().anyMatch(grant -> grant.host().equals(target.host()));
        if (elsewhere)
            throw Denied.forbidden("the host is allowed, but not port " + target.port() + " by " + target.scheme());
        throw Denied.forbidden("the host is not allowed for this repository");
    }

    /// The grant that lets this request through.
    ///
    /// @param open what [#to] found
    /// @throws Denied where there is none
    static Grant through(List<Grant> open, String method, String path) {
        Optional<Grant> found = open.stream()
                .filter(grant -> !grant.tunnel() && grant.takes(method) && grant.covers(path))
                .findFirst();
        if (found.isPresent()) return found.get();
        if (open.stream().allMatch(Grant::tunnel))
            throw Denied.forbidden("the host is allowed as a tunnel only, which is not looked into");
        if (open.stream().noneMatch(grant -> grant.takes(method)))
            throw Denied.forbidden("the host is allowed, but not the method " + method);
        throw Denied.forbidden("the host is allowed, but not this path");
    }
}
