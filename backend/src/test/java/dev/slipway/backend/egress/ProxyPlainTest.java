package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests to the proxy itself, in the open: what asks for one host and means another gets through to neither.
class ProxyPlainTest extends ProxyScene {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://AUTHORITY/ HTTP/1.1\r\nHost: evil.example",
                "GET http://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY\r\nHost: evil.example",
                "GET http://AUTHORITY/ HTTP/1.1\r\nX-No: host",
                "GET http://evil.example/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://AUTHORITY@evil.example/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://evil.example@AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://evil.example#@AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://evil.example\\@AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://evil.example/http://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET https://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET ftp://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET / HTTP/1.1\r\nHost: AUTHORITY",
                "GET //AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "PRI * HTTP/2.0",
                "GET http://AUTHORITY/ HTTP/2.0\r\nHost: AUTHORITY",
                "GET http://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY\r\nContent-Length: 0\r\nTransfer-Encoding: chunked",
                "GET  http://AUTHORITY/ HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://AUTHORITY/ x HTTP/1.1\r\nHost: AUTHORITY",
                "GET http://AUTHORITY/\u0000 HTTP/1.1\r\nHost: AUTHORITY"
            })
    void whatCouldMeanTwoHostsReachesNone(String head) throws Exception {
        allow(openGrant());
        Inside inside = inside();
        Inside.Told told = inside.ask(head.replace("AUTHORITY", HOST + ":" + open.port()) + "\r\n\r\n");
        assertThat(told.status()).isIn(400, 403, 505);
        assertThat(open.asked()).isEmpty();
    }

    @Test
    void theSameRequestThatMeansOneHostGetsThrough() throws Exception {
        allow(openGrant());
        String there = HOST + ":" + open.port();
        assertThat(inside().ask("GET http://" + there + "/ HTTP/1.1\r\nHost: " + there + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
        assertThat(open.asked()).hasSize(1);
    }
}
