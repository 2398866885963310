package dev.slipway.backend.model;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.models.ModelListParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.models.Model;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Asks vendors' servers which models they have, and doesn't wait long. Fails with the SDK's exception.
final class ModelLists {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String NO_KEY = "none";
    /// What a server of Chat Completions lists beside models that chat.
    private static final Pattern NOT_FOR_CHAT = Pattern.compile(
            "embed|rerank|whisper|tts|transcribe|realtime|moderation|dall-e|gpt-image|sora|davinci|babbage");

    private ModelLists() {}

    /// As `anthropic/NAME`, the newest first.
    static List<String> anthropic(Endpoint endpoint) {
        AnthropicOkHttpClient.Builder builder = AnthropicOkHttpClient.builder()
                .apiKey(key(endpoint))
                .maxRetries(0)
                .timeout(PATIENCE);
        if (endpoint.baseUrl() != null) builder.baseUrl(endpoint.baseUrl());
        AnthropicClient client = builder.build();
        try {
            ModelListParams all = ModelListParams.builder().limit(1000).build();
            return client.models().list(all).data().stream()
                    .flatMap(model -> name(model._id().asString()))
                    .map(Models.ANTHROPIC::concat)
                    .toList();
        } finally {
            client.close();
        }
    }

    /// As `openai/NAME`, the newest first, as far as the server says.
    static List<String> openai(Endpoint endpoint) {
        OpenAIOkHttpClient.Builder builder =
                OpenAIOkHttpClient.builder().apiKey(key(endpoint)).maxRetries(0).timeout(PATIENCE);
        if (endpoint.baseUrl() != null) builder.baseUrl(endpoint.baseUrl());
        OpenAIClient client = builder.build();
        try {
            return client.models().list().data().stream()
                    .sorted(Comparator.comparing(ModelLists::created).reversed())
                    .flatMap(model -> name(model._id().asString()))
                    .filter(name -> !NOT_FOR_CHAT.matcher(name).find())
                    .map(Models.OPENAI::concat)
                    .toList();
        } finally {
            client.close();
        }
    }

    private static long created(Model model) {
        Optional<Number> told = model._created().asNumber();
        return told.map(Number::longValue).orElse(0L);
    }

    private static Stream<String> name(Optional<String> told) {
        return told.stream();
    }

    private static String key(Endpoint endpoint) {
        Secret key = endpoint.key();
        return key == null ? NO_KEY : key.value();
    }
}
