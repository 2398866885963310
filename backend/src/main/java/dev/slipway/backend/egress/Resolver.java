package dev.slipway.backend.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the addresses of a host. Thread-safe; blocks.
@FunctionalInterface
interface Resolver {
    /// @return at least one
    /// @throws UnknownHostException where there is none, or nobody tells
    List<InetAddress> resolve(HostName host) throws UnknownHostException, InterruptedException;

    /// As this machine does it. A look-up holds its thread inside native code, so there are a few for it.
    static Resolver ofThisMachine() {
        ExecutorService threads = Executors.newFixedThreadPool(
                4, Thread.ofPlatform().daemon().name("egress-names-", 1).factory());
        return host -> {
            Future<InetAddress[]> found = threads.submit(() -> InetAddress.getAllByName(host.text()));
            try {
                return List.of(found.get(15, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException e) {
                found.cancel(true);
                throw new UnknownHostException(host.text());
            }
        };
    }
}
