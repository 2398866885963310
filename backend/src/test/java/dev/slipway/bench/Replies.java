package dev.slipway.bench;

import java.util.concurrent.atomic.AtomicInteger;

/// Answers of a model. Texts are ASCII without quotes or backslashes.
final class Replies {
    private static final String CHUNK =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}";

    private Replies() {}

    /// One word, and the end.
    static ModelServer.Answer text(String text) {
        return to -> to.event(words(text)).event(finish("stop"));
    }

    /// A call of one tool.
    ///
    /// @param arguments a JSON object's text, with its quotes escaped as inside a JSON string
    static ModelServer.Answer tool(String tool, String arguments) {
        return to -> to.event(call(tool, arguments)).event(finish("tool_calls"));
    }

    /// One after the other, and again from the first.
    static ModelServer.Answer inTurn(ModelServer.Answer... answers) {
        AtomicInteger next = new AtomicInteger();
        return to -> answers[next.getAndIncrement() % answers.length].write(to);
    }

    static String words(String text) {
        return CHUNK.formatted("{\"content\":\"" + text + "\"}", "null");
    }

    static String finish(String reason) {
        return CHUNK.formatted("{}", '"' + reason + '"');
    }

    static String call(String tool, String arguments) {
        String function = "{\"name\":\"" + tool + "\",\"arguments\":\"" + arguments + "\"}";
        return CHUNK.formatted(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":" + function
                        + "}]}",
                "null");
    }
}
