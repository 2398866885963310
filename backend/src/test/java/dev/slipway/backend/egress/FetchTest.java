package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page read from here is read under a sandbox's rules.
class FetchTest extends ProxyScene {

    @Test
    void aPageIsReadAndFollowedWhereItIsSentOn() throws Exception {
        Fetched page = fetch("https://API.example.org:" + secure.port() + "/here?q=ä#there", secureGrant("GET"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.url()).endsWith("/page?x=1");
        assertThat(new String(page.content())).contains("Host: " + HOST + ":" + secure.port(), "User-agent: Slipway");
        assertThat(secure.asked()).containsExactly("GET /here?q=%C3%A4", "GET /page?x=1");
        assertThat(refusals).isEmpty();
    }

    @Test
    void itIsNotFollowedToWhatIsNotAllowed() {
        assertThatThrownBy(() -> fetch(url("/elsewhere"), secureGrant()))
                .isInstanceOf(NotFetched.class)
                .hasMessageContaining("169.254.169.254");
        assertThat(refusals).extracting(Refusal::host).containsExactly("169.254.169.254");
        assertThatThrownBy(() -> fetch(url("/round"), secureGrant()))
                .isInstanceOf(NotFetched.class)
                .hasMessageContaining("on and on");
    }

    @Test
    void whatIsNotGrantedIsNotReadAndTold() {
        assertThatThrownBy(() -> fetch(url("/"), openGrant())).isInstanceOf(NotFetched.class);
        assertThatThrownBy(() -> fetch(url("/"), secureGrant("POST")))
                .isInstanceOf(NotFetched.class)
                .hasMessageContaining("not the method GET");
        assertThatThrownBy(() -> fetch(url("/"), tunnel()))
                .isInstanceOf(NotFetched.class)
                .hasMessageContaining("tunnel");
        Grant narrow =
                new Grant(HOST, secure.port(), Set.of(), List.of(new PathPattern("/v1/**")), null, false, List.of());
        assertThatThrownBy(() -> fetch(url("/v1/../admin"), narrow)).isInstanceOf(NotFetched.class);
        assertThat(refusals).hasSize(4);
        assertThat(secure.asked()).isEmpty();
    }

    @Test
    void aLongPageIsCut() throws Exception {
        Fetched page = fetch(url("/large"), secureGrant());
        assertThat(page.cut()).isTrue();
        assertThat(page.content().length).isBetween(1_900_000, 2 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:///etc/passwd",
                "ftp://api.example.org/",
                "api.example.org",
                "//api.example.org/",
                "https://",
                "https:///x",
                "https://user@api.example.org/",
                "https://a b/",
                "javascript:alert(1)",
                "https://api.example.org:99999/",
                "https://api.example.org\u0000.evil.example/",
                "http://[::1/",
                "jar:file:///x!/y"
            })
    void whatIsNoAddressOfTheWebIsNotRead(String address) {
        assertThatThrownBy(() -> fetch(address, secureGrant())).isInstanceOf(NotFetched.class);
    }

    private String url(String path) {
        return "https://" + HOST + ":" + secure.port() + path;
    }

    private Fetched fetch(String url, Grant... grants) throws NotFetched, InterruptedException {
        return egress.fetch(url, new Grants(List.of(grants)), refusals::add);
    }
}
