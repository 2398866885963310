package dev.slipway.backend.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebFetchTest {

    @Test
    void aPageBecomesReadableText() throws Exception {
        String html = """
                <html><head><title>Guide</title><style>p{}</style><script>steal()</script></head><body>
                <nav><a href="/x">Menu</a></nav>
                <main><h1>Install</h1><p>Run  <code>make</code> and see <a href="/docs?a=1">the docs</a>.</p>
                <ul><li>one<li>two</ul><pre>a\n  b</pre>
                <table><tr><th>k<th>v<tr><td>1<td>2</table><img alt="a picture"><a href="javascript:x()">no</a></main>
                </body></html>""";
        assertThat(text(page("text/html; charset=utf-8", html))).isEqualTo("""
                https://a.example/p (status 200, text/html; charset=utf-8)

                # Install

                Run `make` and see [the docs](https://a.example/docs?a=1).

                - one
                - two

                ```
                a
                  b
                ```

                | k | v
                | 1 | 2

                [image: a picture]no""");
    }

    @Test
    void textStaysAsItIsAndWhatIsNoneIsNamed() throws Exception {
        assertThat(text(page("application/json", "{\"a\": 1}"))).endsWith("{\"a\": 1}");
        assertThat(text(page("text/plain; charset=iso-8859-1", "gr\u00fcn", StandardCharsets.ISO_8859_1)))
                .endsWith("gr\u00fcn");
        assertThat(text(page("image/png", "\u0089PNG"))).contains("not text").doesNotContain("PNG\n");
        assertThat(text(page("application/octet-stream", "a\u0000b"))).contains("not text");
        assertThat(text(page("text/x; charset=nonsense", "a"))).endsWith("a");
    }

    @Test
    void deepAndBlankPagesAreReadInTime() throws Exception {
        assertThat(text(page("text/html", "<div>".repeat(300_000) + "deep"))).endsWith("deep");
        assertThat(text(page("text/html", "<pre>" + " ".repeat(2_000_000) + "x</pre>")))
                .contains("x");
        assertThat(text(page("text/html", "<p>" + "\n".repeat(1_000_000) + "x")))
                .contains("x");
        assertThat(text(page("text/html", "<a href=//b.example>".repeat(50_000) + "link")))
                .contains("link");
    }

    @Test
    void anErrorIsAFailureThatShowsThePage() throws Exception {
        Web.Page missing = new Web.Page("https://a.example/", 404, "text/html", "<p>Gone".getBytes(), false);
        assertThat(run(url -> missing))
                .isInstanceOfSatisfying(
                        ToolAnswer.Failed.class, f -> assertThat(f.text()).contains("status 404", "Gone"));
        assertThat(run(url -> {
                    throw new Web.NotRead("a.example was refused");
                }))
                .isEqualTo(new ToolAnswer.Failed("a.example was refused"));
        assertThat(run(Web.NONE)).isInstanceOf(ToolAnswer.Failed.class);
    }

    private static Web.Page page(String type, String content) {
        return page(type, content, StandardCharsets.UTF_8);
    }

    private static Web.Page page(String type, String content, java.nio.charset.Charset charset) {
        return new Web.Page("https://a.example/p", 200, type, content.getBytes(charset), false);
    }

    private static String text(Web.Page page) throws InterruptedException {
        return ((ToolAnswer.Ok) run(url -> page)).text();
    }

    private static ToolAnswer run(Web web) throws InterruptedException {
        return new WebFetch().run(Arguments.parse("{\"url\": \"https://a.example/p\"}"), new OnlyWeb(web));
    }

    private record OnlyWeb(Web web) implements ToolContext {
        @Override
        public String callId() {
            return "call";
        }

        @Override
        public Sandbox sandbox() {
            throw new IllegalStateException("no sandbox is needed");
        }

        @Override
        public void output(byte[] bytes) {}

        @Override
        public Optional<Excerpt> outputOf(String callId, long offset, int atMost) {
            return Optional.empty();
        }
    }
}
