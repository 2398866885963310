package dev.slipway.backend.config;

import dev.slipway.backend.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What stands under `prices:`, by model. Main thread only.
final class PriceSettings {
    private static final List<String> PARTS = List.of("input", "output", "cache-read", "cache-write");

    private final ConfigurationFile file;

    PriceSettings(ConfigurationFile file) {
        this.file = file;
    }

    Map<String, Configuration.Price> read() {
        Map<String, Configuration.Price> prices = new LinkedHashMap<>();
        file.sections("prices").forEach((model, node) -> {
            if (node instanceof YamlNode.Section parts) prices.put(model, price(model, parts));
            else file.problem(node.line(), "prices." + model + " wants input, output, cache-read and cache-write");
        });
        return prices;
    }

    private Configuration.Price price(String model, YamlNode.Section section) {
        section.entries().forEach((key, node) -> {
            if (!PARTS.contains(key))
                file.problem(node.line(), key + " isn't a part of a price; there are: " + String.join(", ", PARTS));
        });
        for (String part : List.of("input", "output"))
            if (!section.entries().containsKey(part))
                file.problem(section.line(), "prices." + model + " wants " + part);
        double input = amount(section, "input", 0);
        return new Configuration.Price(
                input,
                amount(section, "output", 0),
                amount(section, "cache-read", input),
                amount(section, "cache-write", input));
    }

    private double amount(YamlNode.Section section, String part, double otherwise) {
        YamlNode node = section.entries().get(part);
        if (node == null) return otherwise;
        String text = node instanceof YamlNode.Text scalar ? scalar.value() : "";
        if (text.matches("\\d{1,6}(\\.\\d{1,6})?")) return Double.parseDouble(text);
        file.problem(node.line(), part + " wants US dollars for a million tokens, such as 3 or 0.25");
        return otherwise;
    }
}
