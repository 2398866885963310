package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What two readers could read in two ways is not passed on.
class StrictReadingTest {

    @Test
    void aProperHeadIsRead() throws Exception {
        RequestHead head = head("GET /a?b HTTP/1.1\r\nHost: example.org\r\nX-Empty:\r\nX-Tab: \ta b\t \r\n\r\n");
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/a?b");
        assertThat(head.fields().only("HOST")).contains("example.org");
        assertThat(head.fields().only("x-tab")).contains("a b");
        assertThat(Framing.of(head)).isEqualTo(Framing.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\u0001b\r\n\r\n",
                "GET / HTTP/1.1\r\n: a\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nbad name: a\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "GET /#f HTTP/1.1\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "GET / HTTP/1.2\r\n\r\n",
                "GET /\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a",
                "GET / HTTP/1.1\r\n"
            })
    void aHeadThatIsNotStrictlyOneIsRefused(String text) {
        assertThatThrownBy(() -> head(text)).isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Content-Length: 3\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3, 3",
                "Content-Length: +3",
                "Content-Length: -1",
                "Content-Length: 0x3",
                "Content-Length: ",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding:\u000bchunked"
            })
    void framingThatCouldBeReadInTwoWaysIsRefused(String fields) {
        assertThatThrownBy(() -> Framing.of(head("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n")))
                .isInstanceOf(Denied.class);
    }

    @Test
    void whatTheFramingNeedsCantBeTakenOutByConnection() {
        for (String name : new String[] {"host", "Content-Length", "transfer-encoding"})
            assertThatThrownBy(() -> head("GET / HTTP/1.1\r\nHost: a\r\nConnection: close, " + name + "\r\n\r\n")
                            .fields()
                            .endToEnd())
                    .isInstanceOf(Denied.class);
    }

    @Test
    void whatConcernsOneConnectionIsNotPassedOn() throws Exception {
        Fields onward = head("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\n"
                        + "Proxy-Authorization: Basic x\r\nTE: trailers\r\nUpgrade: h2c\r\nAccept: */*\r\n\r\n")
                .fields()
                .endToEnd();
        assertThat(onward.all()).extracting(Fields.Field::name).containsExactly("Accept");
    }

    @Test
    void chunksAreMadeAnewAndTrailersLeftOut() throws Exception {
        assertThat(chunked("3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n", Body.Chunks.of_the_sandbox))
                .isEqualTo("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        assertThat(chunked("3 ;name=value\r\nabc\r\n0\r\n\r\n", Body.Chunks.of_the_server))
                .isEqualTo("3\r\nabc\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3;ext=1\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc0\r\n\r\n",
                "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                "3\r\nabc\r\n0\r\nX: 1\n\r\n"
            })
    void oddChunksOfASandboxAreRefused(String chunks) {
        assertThatThrownBy(() -> chunked(chunks, Body.Chunks.of_the_sandbox)).isInstanceOf(Denied.class);
    }

    @Test
    void aHeadHasAnEnd() {
        String endless = "GET / HTTP/1.1\r\nX: " + "a".repeat(Bounds.HEAD_BYTES);
        assertThatThrownBy(() -> head(endless)).isInstanceOf(Denied.class).hasMessageContaining("too long");
        String many = "GET / HTTP/1.1\r\n" + "X: 1\r\n".repeat(1000) + "\r\n";
        assertThatThrownBy(() -> head(many)).isInstanceOf(Denied.class).hasMessageContaining("too many");
    }

    private static RequestHead head(String text) throws IOException {
        return RequestHead.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String chunked(String text, Body.Chunks whose) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Framing chunks = new Framing(Framing.Kind.chunked, 0);
        new Body(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), out, whose, 1000)
                .pass(chunks, chunks);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
