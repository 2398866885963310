package dev.slipway.backend.model;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.Timeout;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.SseException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageDeltaUsage;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawContentBlockStartEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.protocol.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;

/// Anthropic's Messages API, and servers that speak it, through the vendor's SDK. Source:
/// <https://docs.anthropic.com/en/api/messages-streaming>.
final class AnthropicModel implements LanguageModel {
    private static final String VENDOR = "Anthropic";
    private static final int CONTEXT_TOKENS = 200_000;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(120);
    private static final Duration WHOLE = Duration.ofMinutes(30);
    /// A local server wants none, but the SDK doesn't start without.
    private static final String NO_KEY = "none";

    private final String id;
    private final String name;
    private final Endpoint endpoint;
    private final Object making = new Object();
    private volatile @org.jspecify.annotations.Nullable AnthropicClient client;

    AnthropicModel(String id, String name, Endpoint endpoint) {
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
        MessageCreateParams body = AnthropicRequest.of(name, request);
        try (StreamResponse<RawMessageStreamEvent> stream = client().messages().createStreaming(body)) {
            Iterator<RawMessageStreamEvent> events = stream.stream().iterator();
            while (!reading.complete && events.hasNext()) {
                if (Thread.interrupted()) throw new InterruptedException();
                reading.take(events.next());
            }
        } catch (SseException e) {
            throw fault(e, 0);
        } catch (AnthropicServiceException e) {
            throw fault(e, e.statusCode());
        } catch (AnthropicException e) {
            if (ModelFaults.isInterrupt(e)) throw new InterruptedException();
            throw ModelFaults.broken(VENDOR, e);
        }
        if (!reading.complete) throw ModelFaults.cutOff(VENDOR);
        return new ModelReply(reading.parts.parts(), reading.reason(), reading.usage);
    }

    private AnthropicClient client() {
        AnthropicClient made = client;
        if (made != null) return made;
        synchronized (making) {
            made = client;
            if (made != null) return made;
            PromptSockets.install();
            Secret key = endpoint.key();
            AnthropicOkHttpClient.Builder builder = AnthropicOkHttpClient.builder()
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

    private static ModelException fault(AnthropicServiceException e, int status) {
        Duration wait = ModelFaults.retryAfter(
                e.headers().values("retry-after").stream().findFirst(),
                e.headers().values("retry-after-ms").stream().findFirst(),
                Clock.systemUTC());
        String type = e.errorType().map(t -> t.asString()).orElse("");
        String words = e.apiMessage().orElseGet(() -> String.valueOf(e.getMessage()));
        return ModelFaults.of(VENDOR, status, type, words, wait, e);
    }

    /// What has come of a stream. One thread.
    private static final class Reading {
        private final ReplyParts parts;
        private Usage usage = Usage.NONE;
        private String stopReason = "";
        private boolean complete;

        Reading(ReplyParts parts) {
            this.parts = parts;
        }

        void take(RawMessageStreamEvent event) {
            if (event.isContentBlockDelta()) {
                var delta = event.asContentBlockDelta();
                delta(delta.index(), delta.delta());
            } else if (event.isContentBlockStart()) {
                var start = event.asContentBlockStart();
                start(start.index(), start.contentBlock());
            } else if (event.isMessageStart()) {
                var told = event.asMessageStart().message().usage();
                usage = new Usage(
                        told.inputTokens(),
                        told.outputTokens(),
                        told.cacheReadInputTokens().orElse(0L),
                        told.cacheCreationInputTokens().orElse(0L));
            } else if (event.isMessageDelta()) {
                var delta = event.asMessageDelta();
                delta.delta().stopReason().ifPresent(r -> stopReason = r.asString());
                usage = last(delta.usage());
            } else if (event.isMessageStop()) complete = true;
        }

        private void start(long block, RawContentBlockStartEvent.ContentBlock content) {
            content.text().ifPresent(t -> parts.text(block, t.text()));
            content.thinking().ifPresent(t -> parts.thinking(block, t.thinking()));
            content.toolUse().ifPresent(t -> parts.toolCall(block, t.id(), t.name()));
        }

        private void delta(long block, RawContentBlockDelta delta) {
            delta.text().ifPresent(t -> parts.text(block, t.text()));
            delta.thinking().ifPresent(t -> parts.thinking(block, t.thinking()));
            delta.signature().ifPresent(s -> parts.signature(block, s.signature()));
            delta.inputJson().ifPresent(j -> parts.arguments(block, j.partialJson()));
        }

        /// Its figures are totals, and replace those of the start.
        private Usage last(MessageDeltaUsage told) {
            return new Usage(
                    told.inputTokens().orElse(usage.inputTokens()),
                    told.outputTokens(),
                    told.cacheReadInputTokens().orElse(usage.cacheReadTokens()),
                    told.cacheCreationInputTokens().orElse(usage.cacheWriteTokens()));
        }

        StopReason reason() {
            return switch (stopReason) {
                case "max_tokens", "model_context_window_exceeded" -> StopReason.max_tokens;
                case "refusal" -> StopReason.refusal;
                default -> parts.hasToolCalls() ? StopReason.tool_calls : StopReason.end_of_turn;
            };
        }
    }
}
