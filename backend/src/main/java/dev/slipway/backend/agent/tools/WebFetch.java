package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/// Reads a page of the web as text.
final class WebFetch implements Tool {
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9._:-]{1,40})");
    private static final ToolSpec SPEC = Specs.of("web_fetch", """
            {"type":"object","properties":{
            "url":{"type":"string","description":"begins with https:// or http://"}},
            "required":["url"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public int answerBytes() {
        return 32_000;
    }

    @Override
    public String title(Arguments arguments) {
        return arguments.filled("url").strip();
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        Web.Page page;
        try {
            page = context.web().read(arguments.filled("url").strip());
        } catch (Web.NotRead e) {
            return new ToolAnswer.Failed(String.valueOf(e.getMessage()));
        }
        String text = text(page);
        // The whole, so that `output` shows what is left out of the answer.
        context.output(text.getBytes(StandardCharsets.UTF_8));
        return page.status() < 400 ? new ToolAnswer.Ok(text) : new ToolAnswer.Failed(text);
    }

    private static String text(Web.Page page) {
        String head =
                page.url() + " (status " + page.status() + (page.type() == null ? "" : ", " + page.type()) + ")\n";
        String end = page.cut() ? "\n[the page goes on; this is its beginning]" : "";
        String type = String.valueOf(page.type()).toLowerCase(Locale.ROOT);
        if (type.contains("html")) return head + "\n" + html(page) + end;
        if (!isText(type, page.content()))
            return head + "\n[not text: " + page.content().length + " bytes. Save it with curl to look at it.]";
        return head + "\n" + new String(page.content(), charset(page)) + end;
    }

    private static String html(Web.Page page) {
        Matcher told = CHARSET.matcher(String.valueOf(page.type()));
        String charset = told.find() && Charset.isSupported(told.group(1)) ? told.group(1) : null;
        try {
            return HtmlText.of(Jsoup.parse(new ByteArrayInputStream(page.content()), charset, page.url()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(String type, byte[] content) {
        if (type.startsWith("text/") || type.matches(".*(json|xml|javascript|yaml|toml|csv).*")) return true;
        if (type.matches("(image|audio|video|font)/.*") || type.matches("application/(zip|gzip|pdf|x-.*)"))
            return false;
        for (int i = 0; i < Math.min(content.length, 4096); i++) if (content[i] == 0) return false;
        return true;
    }

    private static Charset charset(Web.Page page) {
        Matcher told = CHARSET.matcher(String.valueOf(page.type()));
        return told.find() && Charset.isSupported(told.group(1))
                ? Charset.forName(told.group(1))
                : StandardCharsets.UTF_8;
    }
}
