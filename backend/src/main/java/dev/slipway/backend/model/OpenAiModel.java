package dev.slipway.backend.model;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.Timeout;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice.Delta;
import com.openai.models.completions.CompletionUsage;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.protocol.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// OpenAI's Chat Completions API, the one most servers speak, through the vendor's SDK. Source:
/// <https://platform.openai.com/docs/api-reference/chat-streaming>.
final class OpenAiModel implements LanguageModel {
    private static final String VENDOR = "The OpenAI-compatible server";
    private static final int CONTEXT_TOKENS = 128_000;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(120);
    private static final Duration WHOLE = Duration.ofMinutes(30);
    private static final String NO_KEY = "none";
    private static final long TEXT = 0;
    private static final long THINKING = 1;
    private static final long FIRST_CALL = 2;

    private final String id;
    private final String name;
    private final Endpoint endpoint;
    private final Object making = new Object();
    private volatile @Nullable OpenAIClient client;

    OpenAiModel(String id, String name, Endpoint endpoint) {
        this.id = id;
        this.name = name;
        this.endpoint = endpoint;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean rehearsal() {
        return false;
    }

    @Override
    public int contextTokens() {
        return CONTEXT_TOKENS;
    }

    @Override
    public void warm() {
        client();
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        Reading reading = new Reading(new ReplyParts(listener));
        try (StreamResponse<ChatCompletionChunk> stream =
                client().chat().completions().createStreaming(OpenAiRequest.of(name, request))) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            while (chunks.hasNext()) {
                if (Thread.interrupted()) throw new InterruptedException();
                reading.take(chunks.next());
            }
        } catch (SseException e) {
            throw fault(e, 0);
        } catch (OpenAIServiceException e) {
            throw fault(e, e.statusCode());
        } catch (OpenAIException e) {
            if (ModelFaults.isInterrupt(e)) throw new InterruptedException();
            throw ModelFaults.broken(VENDOR, e);
        }
        if (reading.finishReason.isEmpty()) throw ModelFaults.cutOff(VENDOR);
        return new ModelReply(reading.parts.parts(), reading.reason(), reading.usage);
    }

    private OpenAIClient client() {
        OpenAIClient made = client;
        if (made != null) return made;
        synchronized (making) {
            made = client;
            if (made != null) return made;
            PromptSockets.install();
            Secret key = endpoint.key();
            OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                    .apiKey(key == null ? NO_KEY : key.value())
                    .maxRetries(0)
                    .timeout(Timeout.builder()
                            .connect(CONNECT)
                            .read(SILENCE)
                            .write(SILENCE)
                            .request(WHOLE)
                            .build());
            if (endpoint.baseUrl() != null) builder.baseUrl(endpoint.baseUrl());
            made = builder.build();
            client = made;
            return made;
        }
    }

    private static ModelException fault(OpenAIServiceException e, int status) {
        Duration wait = ModelFaults.retryAfter(
                e.headers().values("retry-after").stream().findFirst(),
                e.headers().values("retry-after-ms").stream().findFirst(),
                Clock.systemUTC());
        return ModelFaults.of(VENDOR, status, typeOf(e), String.valueOf(e.getMessage()), wait, e);
    }

    /// Compatible servers leave out what the vendor's own API promises.
    private static String typeOf(OpenAIServiceException e) {
        try {
            return e.code().or(e::type).orElse("");
        } catch (OpenAIInvalidDataException missing) {
            return "";
        }
    }

    /// What has come of a stream. One thread.
    private static final class Reading {
        private final ReplyParts parts;
        private Usage usage = Usage.NONE;
        private String finishReason = "";

        Reading(ReplyParts parts) {
            this.parts = parts;
        }

        void take(ChatCompletionChunk chunk) {
            chunk.usage().ifPresent(u -> usage = usage(u));
            for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                if (choice.index() != 0) continue;
                delta(choice.delta());
                choice.finishReason().ifPresent(r -> finishReason = r.asString());
            }
        }

        private void delta(Delta delta) {
            // Not in the vendor's own API, but what compatible servers with thinking models send.
            JsonValue thinking = delta._additionalProperties().get("reasoning_content");
            if (thinking != null) thinking.asString().ifPresent(text -> parts.thinking(THINKING, (String) text));
            delta.content().ifPresent(text -> parts.text(TEXT, text));
            delta.refusal().ifPresent(text -> parts.text(TEXT, text));
            delta.toolCalls().ifPresent(calls -> calls.forEach(this::call));
        }

        private void call(Delta.ToolCall call) {
            long block = FIRST_CALL + call._index().asKnown().orElse(0L);
            String tool = call.function().flatMap(Delta.ToolCall.Function::name).orElse("");
            parts.toolCall(block, call.id().orElse(""), tool);
            call.function().flatMap(Delta.ToolCall.Function::arguments).ifPresent(a -> parts.arguments(block, a));
        }

        private static Usage usage(CompletionUsage told) {
            long cached =
                    told.promptTokensDetails().flatMap(d -> d.cachedTokens()).orElse(0L);
            return new Usage(Math.max(0, told.promptTokens() - cached), told.completionTokens(), cached, 0);
        }

        StopReason reason() {
            return switch (finishReason) {
                case "length" -> StopReason.max_tokens;
                case "content_filter" -> StopReason.refusal;
                default -> parts.hasToolCalls() ? StopReason.tool_calls : StopReason.end_of_turn;
            };
        }
    }
}
