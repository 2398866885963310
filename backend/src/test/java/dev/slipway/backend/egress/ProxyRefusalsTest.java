package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every known way around a grant is tried through a real proxy and must be shut. That what differs from it only in
/// the one thing gets through is in [ProxyTest].
class ProxyRefusalsTest extends ProxyScene {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "api.example.org.evil.example:PORT",
                "x.api.example.org:PORT",
                "127.0.0.1:PORT",
                "0x7f.1:PORT",
                "2130706433:PORT",
                "[::1]:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "localhost:PORT",
                "api.example.org:22",
                "api.example.org:443"
            })
    void whatIsNotGrantedIsNotConnected(String authority) throws Exception {
        allow(secureGrant());
        Inside.Told told = inside().connect(authority.replace("PORT", "" + secure.port()));
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.body()).startsWith("Slipway let nothing through to ").contains("slipway allow");
        assertThat(refusals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.org\u0000.evil.example:PORT",
                "evil@api.example.org:PORT",
                "api.example.org%00:PORT",
                "api.example.org",
                "api.example.org:",
                "api.example.org:0",
                "api.example.org:65536",
                ":PORT",
                "api.example.org:+443",
                "api.example.org/:PORT",
                "http://api.example.org:PORT",
                "api.example.org:PORT#"
            })
    void whatIsNoHostAndPortIsNotConnected(String authority) throws Exception {
        allow(secureGrant());
        assertThat(inside().connect(authority.replace("PORT", "" + secure.port()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTlsHelloForAnotherHostIsRefusedWhetherOpenedOrNot() throws Exception {
        for (Grant grant : List.of(secureGrant(), tunnel())) {
            Gate own = gateWith(grant);
            Inside inside = inside(own);
            assertThat(inside.connect(authority()).status()).isEqualTo(200);
            assertThatThrownBy(() -> inside.secured(everybody(), "evil.example"))
                    .isInstanceOf(IOException.class);
            Inside nameless = inside(own);
            nameless.connect(authority());
            assertThatThrownBy(() -> nameless.secured(everybody(), null)).isInstanceOf(IOException.class);
        }
        assertThat(refusals)
                .extracting(Refusal::reason)
                .containsExactly(
                        "the TLS hello names another host",
                        "the TLS hello names no host (SNI)",
                        "the TLS hello names another host",
                        "the TLS hello names no host (SNI)");
        assertThat(secure.asked()).isEmpty();
    }

    @Test
    void whatIsNotTlsIsNeverTunnelled() throws Exception {
        for (Grant grant : List.of(secureGrant(), tunnel())) {
            Inside inside = inside(gateWith(grant));
            inside.connect(authority());
            inside.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(inside.isEnded()).isTrue();
        }
        assertThat(refusals).extracting(Refusal::reason).containsOnly("what follows CONNECT isn't TLS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: AUTHORITY\r\nHost: AUTHORITY",
                "Host: AUTHORITY\r\nHost: evil.example",
                "Host: api.example.org",
                "Host: api.example.org:1",
                "Host: AUTHORITY, evil.example",
                "Host: evil@AUTHORITY",
                "X-No: host",
                "Host: AUTHORITY\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
                "Host: AUTHORITY\r\nContent-Length: 1\r\nContent-Length: 1",
                "Host: AUTHORITY\r\nTransfer-Encoding: chunked, identity",
                "Host: AUTHORITY\r\n folded: 1",
                "Host: AUTHORITY\nX-Bare: 1",
                "Host: AUTHORITY\r\nX: a\rb",
                "Host : AUTHORITY",
                "Host: AUTHORITY\r\nConnection: Host",
                "Host: AUTHORITY\r\nUpgrade: websocket\r\nConnection: Upgrade",
                "Host: AUTHORITY\r\nExpect: 200-ok"
            })
    void aHeadThatCouldMeanSomethingElseIsRefusedAndTheConnectionEnds(String fields) throws Exception {
        allow(secureGrant());
        Inside inside = opened();
        Inside.Told told = inside.ask("POST /smuggled HTTP/1.1\r\n" + fields.replace("AUTHORITY", authority())
                + "\r\n\r\n0\r\n\r\nGET /second HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n");
        assertThat(told.status()).isIn(400, 403);
        assertThat(told.closing()).isTrue();
        inside.endOutput();
        assertThat(inside.isEnded()).isTrue();
        assertThat(secure.asked()).isEmpty();
        assertThat(refusals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT evil.example:443",
                "TRACE /",
                "GET http://evil.example/",
                "GET //evil.example/../",
                "OPTIONS *",
                "GET evil.example"
            })
    void insideATunnelOnlyPathsOfItsHostAreAskedFor(String line) throws Exception {
        allow(new Grant(HOST, secure.port(), Set.of(), List.of(new PathPattern("/v1/**")), null, false, List.of()));
        Inside.Told told = opened().ask(line + " HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n");
        assertThat(told.status()).isIn(400, 403);
        assertThat(secure.asked()).isEmpty();
    }

    @Test
    void methodsAndPathsThatAreNotGrantedAreRefusedWithTheirName() throws Exception {
        allow(new Grant(
                HOST, secure.port(), Set.of("GET"), List.of(new PathPattern("/v1/**")), null, false, List.of()));
        assertThat(opened().ask("DELETE /v1/a HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .body())
                .contains("not the method DELETE");
        assertThat(opened().ask("GET /v1/../admin?token=1 HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .body())
                .contains("not this path");
        assertThat(refusals.getLast())
                .isEqualTo(new Refusal(
                        HOST.text(), secure.port(), "GET", "/v1/../admin", "the host is allowed, but not this path"));
        assertThat(opened().ask("GET /v1/a HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void oddChunksNeverReachTheServerAsAnotherRequest() throws Exception {
        allow(secureGrant());
        Inside inside = opened();
        inside.say("POST /one HTTP/1.1\r\nHost: " + authority() + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;\nxx\r\nb\r\n0\r\n\r\nGET /two HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n");
        assertThat(inside.told("POST").status()).isEqualTo(400);
        assertThat(secure.asked()).doesNotContain("GET /two");
    }

    @Test
    void aRedirectIsGivenToTheSandboxAndCheckedWhenItAsksAgain() throws Exception {
        allow(secureGrant());
        Inside.Told told = opened().ask("GET /elsewhere HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n");
        assertThat(told.status()).isEqualTo(302);
        assertThat(told.head()).contains("169.254.169.254");
        assertThat(inside().ask(
                                "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void thisMachineIsNotReachedEvenWhereAGrantedNameLeadsToIt() throws Exception {
        Egress strict = later(egress(Bounds.DEFAULT, AddressRules.STRICT));
        Grant everywhere = new Grant(
                HOST,
                secure.port(),
                Set.of(),
                List.of(),
                null,
                false,
                List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0")));
        Gate own = strict.gate(folder.resolve("strict/socket"), () -> new Grants(List.of(everywhere)), refusals::add);
        assertThat(inside(own).connect(authority()).body()).contains("127.0.0.1", "loopback");
        names.put(HOST.text(), List.of("1.1.1.1", "::1"));
        assertThat(inside(own).connect(authority()).body()).contains("loopback");
        names.put(HOST.text(), List.of("169.254.169.254"));
        assertThat(inside(own).connect(authority()).body()).contains("metadata");
        assertThat(secure.asked()).isEmpty();
    }

    @Test
    void aPrivateNetworkIsReachedOnlyWhereItsRangeIsGranted() throws Exception {
        AddressRules private127 =
                (address, granted) -> granted.stream().anyMatch(range -> range.contains(address)) ? null : "private";
        Egress strict = later(egress(Bounds.DEFAULT, private127));
        AtomicReference<Grants> grants = new AtomicReference<>(new Grants(List.of(secureGrant())));
        Gate own = strict.gate(grants::get, refusals::add);
        assertThat(inside(own).connect(authority()).status()).isEqualTo(403);
        AddressRange here = AddressRange.parse("127.0.0.0/8");
        grants.set(
                new Grants(List.of(new Grant(HOST, secure.port(), Set.of(), List.of(), null, false, List.of(here)))));
        assertThat(inside(own).connect(authority()).status()).isEqualTo(200);
    }

    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsDialled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver changing =
                host -> List.of(InetAddress.ofLiteral(asked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254"));
        AddressRules noLinks = (address, granted) -> address.isLinkLocalAddress() ? "link-local" : null;
        Egress rebound = later(egress(Bounds.DEFAULT, new Routes(changing, noLinks)));
        Gate own =
                rebound.gate(folder.resolve("rebound/socket"), () -> new Grants(List.of(secureGrant())), refusals::add);
        Inside inside = inside(own);
        inside.connect(authority());
        inside.secured(trust(), HOST.text());
        for (int i = 0; i < 3; i++)
            assertThat(inside.ask("GET / HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        assertThat(asked).hasValue(1);
        assertThat(inside(own).connect(authority()).body()).contains("link-local");
    }

    @Test
    void aServerThatCantProveItsNameIsNotSpokenTo() throws Exception {
        CertificateAuthority stranger = CertificateAuthority.open(folder.resolve("stranger"), Clock.systemUTC());
        Origin unproven = later(Origin.secure(new Leaves(stranger).context(HOST)));
        Origin other = later(Origin.secure(new Leaves(internet).context(HostName.parse("other.example"))));
        for (Origin origin : List.of(unproven, other)) {
            allow(new Grant(HOST, origin.port(), Set.of(), List.of(), null, false, List.of()));
            String there = HOST + ":" + origin.port();
            Inside inside = inside();
            inside.connect(there);
            Inside.Told told =
                    inside.secured(trust(), HOST.text()).ask("GET / HTTP/1.1\r\nHost: " + there + "\r\n\r\n");
            assertThat(told.status()).isEqualTo(502);
            assertThat(told.body()).contains("TLS failed");
            assertThat(origin.asked()).isEmpty();
        }
    }

    @Test
    void ahostThatIsNotThereIsTold() throws Exception {
        allow(Grant.whole(HostName.parse("nowhere.example")));
        Inside.Told told = inside().connect("nowhere.example:443");
        assertThat(told.status()).isEqualTo(502);
        assertThat(told.body()).contains("there is no such host");
    }

    private Gate gateWith(Grant grant) {
        return egress.gate(
                folder.resolve("g" + System.nanoTime() + "/s"), () -> new Grants(List.of(grant)), refusals::add);
    }

    private Inside opened() throws Exception {
        Inside inside = inside();
        assertThat(inside.connect(authority()).status()).isEqualTo(200);
        return inside.secured(trust(), HOST.text());
    }

    private SSLContext trust() {
        return Trust.ofThisMachine().plus(own().certificate()).context();
    }

    private SSLContext everybody() {
        return Trust.ofThisMachine()
                .plus(own().certificate())
                .plus(internet.certificate())
                .context();
    }

    private String authority() {
        return HOST + ":" + secure.port();
    }
}
