package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final HostName API = HostName.parse("api.example.org");
    private static final Target SECURE = new Target(Target.Scheme.https, API, 443);
    private static final Target OPEN = new Target(Target.Scheme.http, API, 80);

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "/v1/**, /v1, true",
        "/v1/**, /v1/, true",
        "/v1/**, /v1/a/b, true",
        "/v1/**, /v12, false",
        "/v1/**, /v2/v1/a, false",
        "/v1/*, /v1/a, true",
        "/v1/*, /v1/a/b, false",
        "/a/**/z, /a/z, true",
        "/a/**/z, /a/b/c/z, true",
        "/a/**/z, /a/b/c/y, false",
        "/a.b, /axb, false",
        "/**, /, true",
        "/, /, true",
        "/, /a, false"
    })
    void pathsMatchBySegment(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../admin", "/v1/..", "/v1/%2e%2e/admin", "/v1/%2E./admin", "/v1/..%2fadmin", "/v1/..%5cadmin",
                "/v1/..\\admin", "/v1/..;/admin", "/v1/./a", "/v1//a", "/v1/%252e%252e/a", "/v1/a%00"
            })
    void aPathThatServersReadDifferentlyIsInNoGrantWithPaths(String path) {
        Grant narrow = grant(Set.of(), "/v1/**");
        assertThat(narrow.covers(path)).isFalse();
        assertThat(narrow.covers("/v1/a")).isTrue();
        assertThat(grant(Set.of()).covers(path)).isTrue();
    }

    @Test
    void theFirstThatLetsARequestThroughDecides() {
        Grant first = grant(Set.of("get"), "/v1/**");
        Grant second = grant(Set.of("POST"));
        List<Grant> open = new Grants(List.of(first, second)).to(SECURE);
        assertThat(Grants.through(open, "GET", "/v1/a")).isSameAs(first);
        assertThat(Grants.through(open, "POST", "/v1/a")).isSameAs(second);
        assertThatThrownBy(() -> Grants.through(open, "GET", "/v2"))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("path");
        assertThatThrownBy(() -> Grants.through(open, "DELETE", "/v1/a"))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("method DELETE");
    }

    @Test
    void nothingIsOpenThatIsNotGranted() {
        assertThatThrownBy(() -> Grants.NONE.to(SECURE)).isInstanceOf(Denied.class);
        Grants grants = new Grants(List.of(grant(Set.of())));
        for (String other : List.of("example.org", "x.api.example.org", "api.example.org.evil.example"))
            assertThatThrownBy(() -> grants.to(new Target(Target.Scheme.https, HostName.parse(other), 443)))
                    .isInstanceOf(Denied.class);
        for (int port : new int[] {80, 22, 8443})
            assertThatThrownBy(() -> grants.to(new Target(Target.Scheme.https, API, port)))
                    .isInstanceOf(Denied.class)
                    .hasMessageContaining("port " + port);
        assertThat(grants.to(OPEN)).hasSize(1);
    }

    @Test
    void aHostThatAPersonAllowsIsOpenAtAllItsPorts() {
        Grants grants = new Grants(List.of(Grant.whole(API)));
        for (int port : new int[] {80, 443, 8443})
            assertThat(grants.to(new Target(Target.Scheme.https, API, port))).hasSize(1);
    }

    @Test
    void aCredentialNeverGoesWhereEverybodyReads() {
        Grant secret =
                new Grant(API, null, Set.of(), List.of(), new Header("Authorization", "Bearer x"), false, List.of());
        assertThat(secret.isFor(SECURE)).isTrue();
        assertThat(secret.isFor(OPEN)).isFalse();
        assertThat(secret.toString()).doesNotContain("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "bad name", ""})
    void aHeaderThatWouldChangeTheFramingCantBeSet(String name) {
        assertThatThrownBy(() -> new Header(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: b", "a\nb", "a\u0000", "", " a", "ä"})
    void aHeaderIsOneLine(String value) {
        assertThatThrownBy(() -> new Header("Authorization", value)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Grant grant(Set<String> methods, String... paths) {
        List<PathPattern> patterns =
                java.util.Arrays.stream(paths).map(PathPattern::new).toList();
        return new Grant(API, null, methods, patterns, null, false, List.of());
    }
}
