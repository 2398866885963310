package dev.slipway.backend.agent.tools;

import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// What a page says, as text in the manner of Markdown. Pure.
final class HtmlText implements NodeVisitor {
    private static final String NOISE =
            "script, style, noscript, template, svg, iframe, object, form, nav, aside, [hidden], [aria-hidden=true]";
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "pre",
            "table",
            "blockquote",
            "section",
            "article",
            "dl");
    private static final Set<String> LINES =
            Set.of("div", "li", "tr", "br", "dt", "dd", "hr", "figcaption", "header", "footer");
    /// Of a page's text, so that its main part stands for it.
    private static final int MOST_OF_IT = 2;

    private final StringBuilder text = new StringBuilder();
    private int preformatted;

    private HtmlText() {}

    static String of(Document page) {
        String title = page.title().strip();
        page.select(NOISE).remove();
        Element body = page.body();
        Element main = page.selectFirst("main, [role=main], article");
        if (main != null && main.text().length() * MOST_OF_IT > body.text().length()) body = main;
        HtmlText reader = new HtmlText();
        body.traverse(reader);
        String words = reader.text
                .toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
        boolean titled = title.isEmpty() || words.startsWith("# ");
        return titled ? words : "# " + title + "\n\n" + words;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(preformatted > 0 ? words.getWholeText() : words.text());
            return;
        }
        String name = node.nodeName();
        if (PARAGRAPHS.contains(name)) breaks(2);
        else if (LINES.contains(name)) breaks(1);
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> append("#".repeat(name.charAt(1) - '0') + " ");
            case "li" -> append("- ");
            case "td", "th" -> append("| ");
            case "a" -> append(isLink(node) ? "[" : "");
            case "pre" -> {
                append("```\n");
                preformatted++;
            }
            case "code" -> append(preformatted > 0 ? "" : "`");
            case "img" ->
                append(
                        node.attr("alt").isBlank()
                                ? ""
                                : "[image: " + node.attr("alt").strip() + "]");
            default -> {}
        }
    }

    @Override
    public void tail(Node node, int depth) {
        String name = node.nodeName();
        switch (name) {
            case "a" -> append(isLink(node) ? "](" + node.absUrl("href") + ")" : "");
            case "td", "th" -> append(" ");
            case "pre" -> {
                preformatted--;
                breaks(1);
                append("```");
            }
            case "code" -> append(preformatted > 0 ? "" : "`");
            default -> {}
        }
        if (PARAGRAPHS.contains(name)) breaks(2);
        else if (LINES.contains(name)) breaks(1);
    }

    private static boolean isLink(Node node) {
        return node.absUrl("href").startsWith("http")
                && node instanceof Element link
                && !link.text().isBlank();
    }

    private void append(String more) {
        boolean fresh = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(preformatted == 0 && fresh ? more.stripLeading() : more);
    }

    private void breaks(int lines) {
        int have = 0;
        while (have < lines && have < text.length() && text.charAt(text.length() - 1 - have) == '\n') have++;
        if (!text.isEmpty()) text.append("\n".repeat(lines - have));
    }
}
