package dev.slipway.backend.agent;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Effort;
import java.util.List;
import java.util.Optional;

/// How a model is asked for a session's title, and what is made of its answer, which is hostile data. Pure.
public final class SessionTitle {
    /// A prompt that is no longer is its own title.
    public static final int LONGEST = 60;

    private static final int MOST_PROMPT_CHARACTERS = 4_000;
    private static final int MOST_LOOKED_AT = 1_000;
    /// Some models think first, and can't be told not to.
    private static final int MOST_OUTPUT_TOKENS = 2_000;

    private SessionTitle() {}

    public static ModelRequest asking(String prompt) {
        String words = Cut.to(prompt.strip(), MOST_PROMPT_CHARACTERS).replace("</prompt", "<\\/prompt");
        Message message = Message.user("<prompt>\n" + words + "\n</prompt>");
        return new ModelRequest(Prompts.TITLE, List.of(), List.of(message), MOST_OUTPUT_TOKENS, Effort.low);
    }

    /// One line of at most 60 characters that can be shown anywhere; empty where the reply has none.
    public static Optional<String> in(ModelReply reply) {
        return reply.parts().stream()
                .filter(Part.Text.class::isInstance)
                .flatMap(part ->
                        Cut.to(((Part.Text) part).text(), MOST_LOOKED_AT).lines())
                .map(SessionTitle::plain)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(SessionTitle::cut);
    }

    /// Without control and format characters, and what models like to put around a title.
    private static String plain(String line) {
        String words = bare(line.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " "));
        return bare(words.replaceFirst("^(?i)title:", "").replaceFirst("(?<!\\.)\\.$", ""));
    }

    private static String bare(String words) {
        return words.replaceAll("^[\\s\"'`*_#“”«»]+|[\\s\"'`*_“”«»]+$", "");
    }

    private static String cut(String title) {
        if (title.codePointCount(0, title.length()) <= LONGEST) return title;
        String most = title.substring(0, title.offsetByCodePoints(0, LONGEST - 1));
        int space = most.lastIndexOf(' ');
        return (space > LONGEST / 2 ? most.substring(0, space) : most).strip() + "…";
    }
}
