package dev.slipway.backend.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real proxy, with servers on this machine that it takes for the internet.
abstract class ProxyScene {
    static final HostName HOST = HostName.parse("api.example.org");

    @TempDir
    Path folder;

    private volatile Grants granted = Grants.NONE;
    final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    final Map<String, List<String>> names = new ConcurrentHashMap<>();
    final List<AutoCloseable> opened = new ArrayList<>();
    CertificateAuthority internet;
    Origin secure;
    Origin open;
    Egress egress;
    Gate gate;

    @BeforeEach
    void begin() throws Exception {
        internet = CertificateAuthority.open(folder.resolve("internet"), Clock.systemUTC());
        secure = later(Origin.secure(new Leaves(internet).context(HOST)));
        open = later(Origin.open());
        names.put(HOST.text(), List.of("127.0.0.1"));
        egress = later(egress(Bounds.DEFAULT, AddressRulesHere.ANY));
        gate = egress.gate(() -> granted, refusals::add);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened.reversed()) each.close();
    }

    <T extends AutoCloseable> T later(T closed) {
        opened.add(closed);
        return closed;
    }

    /// What the default would refuse.
    static final class AddressRulesHere {
        static final AddressRules ANY = (address, granted) -> null;

        private AddressRulesHere() {}
    }

    Egress egress(Bounds bounds, AddressRules rules) {
        return egress(bounds, new Routes(this::resolve, rules));
    }

    Egress egress(Bounds bounds, Routes routes) {
        Egress.Parts parts = new Egress.Parts(
                routes,
                new Leaves(own()),
                Trust.ofThisMachine().plus(internet.certificate()).context(),
                new Secrets(folder.resolve("named")),
                bounds);
        return new Egress(
                CompletableFuture.completedFuture(parts),
                folder,
                CompletableFuture.completedFuture(folder.resolve("trust")));
    }

    /// Opens more to who is behind the gate.
    void allow(Grant... more) {
        granted = granted.plus(List.of(more));
    }

    CertificateAuthority own() {
        return CertificateAuthority.open(folder.resolve("secrets"), Clock.systemUTC());
    }

    private List<InetAddress> resolve(HostName host) throws UnknownHostException {
        List<String> found = names.get(host.text());
        if (found == null) throw new UnknownHostException(host.text());
        return found.stream().map(InetAddress::ofLiteral).toList();
    }

    Grant secureGrant(String... methods) {
        return new Grant(HOST, secure.port(), Set.of(methods), List.of(), null, false, List.of());
    }

    Grant openGrant() {
        return new Grant(HOST, open.port(), Set.of(), List.of(), null, false, List.of());
    }

    Grant tunnel() {
        return new Grant(HOST, secure.port(), Set.of(), List.of(), null, true, List.of());
    }

    /// A connection to the gate, as a sandbox has it.
    Inside inside() throws IOException {
        return inside(gate);
    }

    Inside inside(Gate through) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(through.socket()));
        return later(new Inside(channel));
    }
}
