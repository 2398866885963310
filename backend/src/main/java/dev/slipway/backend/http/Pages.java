package dev.slipway.backend.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// What a browser shows for an invitation or a share link: how to go on. What opens something is behind the `#`, which
/// a
/// browser keeps to itself, so the pages know nothing and need no token.
final class Pages {
    private static final Header POLICY = HeaderValues.create(
            "Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Slipway</title>
            <link rel="stylesheet" href="/page.css">
            </head>
            <body>
            <main>
            <h1>%s</h1>
            <p>%s</p>
            <h2>In a terminal</h2>
            <p>Copy this page's whole address, with all behind the <code>#</code>, and put it in quotes:</p>
            <pre>slipway join '…'</pre>
            <h2>In the desktop app</h2>
            <p>Open <b>Backends</b> and paste the address there.</p>
            </main>
            </body>
            </html>
            """;

    private static final String STYLE = """
            :root { color-scheme: light dark; --back: #ffffff; --text: #1c1e21; --faint: #5a6069; --line: #d9dce1; }
            @media (prefers-color-scheme: dark) {
              :root { --back: #16181b; --text: #e6e8eb; --faint: #9aa1ab; --line: #32363c; }
            }
            body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
            main { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem; }
            h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
            h2 { font-size: 1rem; margin: 2rem 0 .25rem; }
            p { margin: .25rem 0; color: var(--faint); }
            code, pre { font-family: ui-monospace, monospace; font-size: .95em; }
            pre { color: var(--text); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; }
            """;

    private Pages() {}

    static void setup(HttpRouting.Builder routing) {
        routing.get(
                        "/join",
                        (request, response) -> html(
                                response,
                                "You are invited to Slipway",
                                "Slipway hosts coding agents. This invitation is for you alone, and good for one use."))
                .get(
                        "/s/{id}",
                        (request, response) -> html(
                                response,
                                "A session is shared with you",
                                "Somebody who works on it made this link, for people of this installation."))
                .get("/page.css", (request, response) -> send(response, "text/css; charset=utf-8", STYLE));
    }

    /// Whether a path is one of theirs.
    static boolean has(String path) {
        return path.equals("/join") || path.equals("/page.css") || path.matches("/s/[a-z0-9]{6,32}");
    }

    private static void html(ServerResponse response, String title, String words) {
        response.header(POLICY);
        send(response, "text/html; charset=utf-8", PAGE.formatted(title, words));
    }

    private static void send(ServerResponse response, String type, String text) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }
}
