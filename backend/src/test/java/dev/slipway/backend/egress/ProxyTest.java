package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/// What is granted gets through, and how.
class ProxyTest extends ProxyScene {

    @Test
    void anHttpsRequestIsOpenedLookedAtAndPassedOn() throws Exception {
        allow(secureGrant());
        Inside inside = opened();
        Inside.Told first = inside.ask(get("/a?b=c"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).contains("Host: " + authority());
        Inside.Told second = inside.ask("POST /b HTTP/1.1\r\nHost: " + authority()
                + "\r\nContent-Length: 5\r\nX-Mine: yes\r\nProxy-Connection: keep-alive\r\n\r\nhello");
        assertThat(second.body()).endsWith("\nhello").contains("X-mine: yes").doesNotContain("Proxy-connection");
        assertThat(second.closing()).isFalse();
        assertThat(secure.asked()).containsExactly("GET /a?b=c", "POST /b");
        assertThat(refusals).isEmpty();
        assertThat(gate.sentBytes()).isPositive();
        assertThat(gate.receivedBytes()).isPositive();
    }

    @Test
    void chunksHeadsAndExpectationsPass() throws Exception {
        allow(secureGrant());
        Inside inside = opened();
        assertThat(inside.ask("POST /chunks HTTP/1.1\r\nHost: " + authority()
                                + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                        .body())
                .endsWith("\nabcde");
        assertThat(inside.ask("HEAD / HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
        Inside.Told expected = inside.ask(
                "PUT / HTTP/1.1\r\nHost: " + authority() + "\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        assertThat(expected.status()).isEqualTo(100);
        assertThat(inside.say("ok").told("PUT").body()).endsWith("\nok");
        assertThat(inside.ask(get("/large")).body()).hasSize(160 * (64 << 10));
    }

    @Test
    void anOldClientIsAnsweredInItsOwnWay() throws Exception {
        allow(openGrant());
        String authority = HOST + ":" + open.port();
        Inside inside = inside();
        Inside.Told told =
                inside.ask("GET http://" + authority + "/chunks HTTP/1.0\r\nHost: " + authority + "\r\n\r\n");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.head()).doesNotContain("chunked");
        assertThat(told.closing()).isTrue();
    }

    @Test
    void aPlainHttpRequestIsPassedOn() throws Exception {
        allow(openGrant());
        String authority = HOST + ":" + open.port();
        Inside inside = inside();
        for (String path : List.of("/one?x", "/two", "?only", ""))
            assertThat(inside.ask("GET http://" + authority + path + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        assertThat(open.asked()).containsExactly("GET /one?x", "GET /two", "GET /?only", "GET /");
    }

    @Test
    void eachSpellingOfAGrantedHostIsTheSameHost() throws Exception {
        allow(secureGrant());
        Inside inside = inside();
        assertThat(inside.connect("API.Example.ORG.:" + secure.port()).status()).isEqualTo(200);
        inside.secured(trust(), HOST.text());
        assertThat(inside.ask("GET / HTTP/1.1\r\nHost: Api.example.org.:" + secure.port() + "\r\n\r\n")
                        .body())
                .contains("Host: " + authority());
    }

    @Test
    void aCredentialTakesThePlaceOfWhatTheSandboxSent() throws Exception {
        Header header = new Header("Authorization", "Bearer ${example-token}");
        allow(
                new Grant(
                        HOST,
                        secure.port(),
                        Set.of("GET"),
                        List.of(new PathPattern("/v1/**")),
                        header,
                        false,
                        List.of()),
                secureGrant());
        assertThat(opened().ask("GET /v1/a HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .body())
                .contains("slipway secret set example-token");
        Files.createDirectories(folder.resolve("named"));
        Files.writeString(folder.resolve("named/example-token"), "real\n");
        Inside inside = opened();
        String own = "AUTHORIZATION: Bearer own\r\nauthorization: Bearer two\r\n";
        assertThat(inside.ask("GET /v1/a HTTP/1.1\r\nHost: " + authority() + "\r\n" + own + "\r\n")
                        .body())
                .contains("Authorization: Bearer real")
                .doesNotContain("own", "two");
        assertThat(inside.ask("GET /v2 HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n")
                        .body())
                .doesNotContain("Authorization");
    }

    @Test
    void aTunnelPassesUnopened() throws Exception {
        allow(tunnel());
        Inside inside = inside();
        assertThat(inside.connect(authority()).status()).isEqualTo(200);
        inside.secured(Trust.ofThisMachine().plus(internet.certificate()).context(), HOST.text());
        assertThat(inside.ask(get("/through")).status()).isEqualTo(200);
        assertThat(secure.asked()).containsExactly("GET /through");
    }

    @Test
    void whatIsAllowedLaterIsOpenFromThenOn() throws Exception {
        assertThat(inside().connect(authority()).status()).isEqualTo(403);
        allow(secureGrant());
        assertThat(inside().connect(authority()).status()).isEqualTo(200);
    }

    @Test
    void aClientThatSpeaksOnlyHttp2IsToldSo() throws Exception {
        allow(secureGrant());
        Inside inside = inside();
        inside.connect(authority());
        assertThatThrownBy(() -> inside.secured(trust(), HOST.text(), "h2"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("no_application_protocol");
        Inside both = inside();
        both.connect(authority());
        assertThat(both.secured(trust(), HOST.text(), "h2", "http/1.1")
                        .ask(get("/"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theAuthorityIsKeptAndItsKeyIsForTheOperatorAlone() throws Exception {
        CertificateAuthority again = own();
        assertThat(again.certificate()).isEqualTo(own().certificate());
        Path file = folder.resolve("secrets/egress-authority.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        Clock late = Clock.offset(Clock.systemUTC(), java.time.Duration.ofDays(3640));
        assertThat(CertificateAuthority.open(folder.resolve("secrets"), late).certificate())
                .isNotEqualTo(again.certificate());
    }

    @Test
    void aGateInADeepFolderWorksAndLeavesNothing() throws Exception {
        Path deep = folder.resolve("d".repeat(100)).resolve("e".repeat(100)).resolve("socket");
        Gate far = egress.gate(deep, () -> new Grants(List.of(openGrant())), refusals::add);
        assertThat(Files.exists(deep)).isTrue();
        Path link = Files.createSymbolicLink(folder.resolve("l"), deep.getParent());
        try (var channel =
                java.nio.channels.SocketChannel.open(java.net.UnixDomainSocketAddress.of(link.resolve("socket")))) {
            assertThat(channel.isConnected()).isTrue();
        }
        far.close();
        assertThat(Files.exists(deep)).isFalse();
    }

    private Inside opened() throws Exception {
        Inside inside = inside();
        assertThat(inside.connect(authority()).status()).isEqualTo(200);
        return inside.secured(trust(), HOST.text());
    }

    private SSLContext trust() {
        return Trust.ofThisMachine().plus(own().certificate()).context();
    }

    private String authority() {
        return HOST + ":" + secure.port();
    }

    private String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + authority() + "\r\n\r\n";
    }
}
