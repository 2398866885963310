package dev.slipway.backend.model;

import dev.slipway.protocol.ModelChoices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Every model that can be named, from what the environment and the configuration give. Thread-safe.
public final class Models {
    static final String ANTHROPIC = "anthropic/";
    static final String OPENAI = "openai/";
    private static final String ANTHROPIC_DEFAULT = ANTHROPIC + "claude-sonnet-5-5";
    private static final String OPENAI_DEFAULT = OPENAI + "gpt-5.5";

    private final Endpoint anthropic;
    private final Endpoint openai;
    private final String defaultId;
    private final LanguageModel rehearsal;
    private final Map<String, LanguageModel> made = new ConcurrentHashMap<>();
    /// One for each vendor that can be used.
    private final List<OfferedModels> offered = new ArrayList<>();

    private Models(Endpoint anthropic, Endpoint openai, String defaultId, LanguageModel rehearsal) {
        this.anthropic = anthropic;
        this.openai = openai;
        this.defaultId = defaultId;
        this.rehearsal = rehearsal;
        if (isSet(anthropic)) offer(ANTHROPIC_DEFAULT, () -> ModelLists.anthropic(anthropic));
        if (isSet(openai)) offer(OPENAI_DEFAULT, () -> ModelLists.openai(openai));
    }

    private void offer(String standard, Supplier<List<String>> asking) {
        offered.add(new OfferedModels(standard, asking, System::nanoTime));
    }

    /// The default first, then what the vendors' servers list (or their default, where they don't answer soon), the
    /// rehearsal last. Asks them once in a while, and then blocks for up to three seconds.
    public ModelChoices choices() {
        List<CompletableFuture<List<String>>> asked = offered.stream()
                .map(vendor -> CompletableFuture.supplyAsync(vendor::ids, Thread::startVirtualThread))
                .toList();
        SequencedSet<String> ids = new LinkedHashSet<>(List.of(defaultId));
        asked.forEach(answer -> ids.addAll(answer.join()));
        ids.add(RehearsalModel.ID);
        return new ModelChoices(
                defaultId,
                ids.stream()
                        .map(id -> new ModelChoices.Choice(id, id.equals(RehearsalModel.ID)))
                        .toList());
    }

    /// The default is `SLIPWAY_MODEL`; else Anthropic's where `ANTHROPIC_API_KEY` or `ANTHROPIC_BASE_URL` is
    /// set; else OpenAI's where `OPENAI_API_KEY` or `OPENAI_BASE_URL` is; else the rehearsal.
    ///
    /// @throws IllegalArgumentException where `SLIPWAY_MODEL` names none that is known
    public static Models from(Map<String, String> settings, LanguageModel rehearsal) {
        Endpoint anthropic = endpoint(settings, "ANTHROPIC");
        Endpoint openai = endpoint(settings, "OPENAI");
        String named = settings.getOrDefault("SLIPWAY_MODEL", "");
        String id = !named.isBlank()
                ? named
                : isSet(anthropic) ? ANTHROPIC_DEFAULT : isSet(openai) ? OPENAI_DEFAULT : RehearsalModel.ID;
        Models models = new Models(anthropic, openai, id, rehearsal);
        models.model(id);
        return models;
    }

    /// @param id `anthropic/NAME`, `openai/NAME`, `rehearsal`, or null for the default
    /// @throws IllegalArgumentException where it has another form, or there is no key for its vendor; the message
    ///     says what to do
    public LanguageModel model(@Nullable String id) {
        String wanted = id == null ? defaultId : id;
        if (wanted.equals(RehearsalModel.ID)) return rehearsal;
        if (!isWellFormed(wanted))
            throw new IllegalArgumentException(
                    "There is no model " + wanted.replaceAll("\\p{Cntrl}", " ")
                            + ". Name one as anthropic/NAME or openai/NAME (any server that speaks their protocols), or rehearsal.");
        boolean ofAnthropic = wanted.startsWith(ANTHROPIC);
        if (!isSet(ofAnthropic ? anthropic : openai)) throw new IllegalArgumentException(noKey(wanted, ofAnthropic));
        return made.computeIfAbsent(wanted, this::make);
    }

    private static String noKey(String id, boolean ofAnthropic) {
        String vendor = ofAnthropic ? "ANTHROPIC" : "OPENAI";
        return id + " can't be asked: export " + vendor + "_API_KEY, or " + vendor
                + "_BASE_URL for a server that speaks the same, and start the backend again. Or name another model.";
    }

    static boolean isWellFormed(String id) {
        return id.matches("(anthropic|openai)/[A-Za-z0-9][A-Za-z0-9._:/@-]{0,150}");
    }

    private LanguageModel make(String id) {
        if (id.startsWith(ANTHROPIC)) return new AnthropicModel(id, id.substring(ANTHROPIC.length()), anthropic);
        return new OpenAiModel(id, id.substring(OPENAI.length()), openai);
    }

    private static boolean isSet(Endpoint endpoint) {
        return endpoint.key() != null || endpoint.baseUrl() != null;
    }

    private static Endpoint endpoint(Map<String, String> settings, String vendor) {
        String key = settings.getOrDefault(vendor + "_API_KEY", "");
        String url = settings.getOrDefault(vendor + "_BASE_URL", "");
        return new Endpoint(url.isBlank() ? null : url, key.isBlank() ? null : new Secret(key));
    }
}
