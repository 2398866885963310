package dev.slipway.backend.config;

import dev.slipway.backend.budget.Caps;
import dev.slipway.backend.yaml.YamlNode;
import dev.slipway.protocol.CapScope;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands under `spending:`, by scope. Main thread only.
final class CapSettings {
    private static final List<String> PARTS = List.of("soft", "hard", "soft-tokens", "hard-tokens");

    private final ConfigurationFile file;

    CapSettings(ConfigurationFile file) {
        this.file = file;
    }

    Caps read() {
        Map<CapScope, Caps.Cap> all = new EnumMap<>(CapScope.class);
        file.sections("spending").forEach((name, node) -> {
            Optional<CapScope> scope = Arrays.stream(CapScope.values())
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (scope.isEmpty())
                file.problem(node.line(), name + " has no caps; there are: " + Arrays.toString(CapScope.values()));
            else if (node instanceof YamlNode.Section parts) all.put(scope.get(), cap(name, parts));
            else file.problem(node.line(), "spending." + name + " wants some of: " + String.join(", ", PARTS));
        });
        return new Caps(all);
    }

    private Caps.Cap cap(String scope, YamlNode.Section section) {
        section.entries().forEach((key, node) -> {
            if (!PARTS.contains(key))
                file.problem(node.line(), key + " isn't a cap; there are: " + String.join(", ", PARTS));
        });
        Caps.Cap cap = new Caps.Cap(bound(section, "soft"), bound(section, "hard"));
        inOrder(scope, section, cap.soft().usd(), cap.hard().usd());
        inOrder(scope, section, cap.soft().tokens(), cap.hard().tokens());
        return cap;
    }

    private Caps.Bound bound(YamlNode.Section section, String strength) {
        String usd = amount(section, strength, "\\d{1,8}(\\.\\d{1,6})?", "US dollars, such as 20 or 0.5");
        String tokens = amount(section, strength + "-tokens", "\\d{1,15}", "a number of tokens, such as 5000000");
        return new Caps.Bound(usd == null ? null : Double.valueOf(usd), tokens == null ? null : Long.valueOf(tokens));
    }

    private @Nullable String amount(YamlNode.Section section, String part, String form, String wanted) {
        YamlNode node = section.entries().get(part);
        if (node == null) return null;
        String text = node instanceof YamlNode.Text scalar ? scalar.value() : "";
        if (text.matches(form)) return text;
        file.problem(node.line(), part + " wants " + wanted);
        return null;
    }

    private void inOrder(String scope, YamlNode.Section section, @Nullable Number soft, @Nullable Number hard) {
        if (soft != null && hard != null && soft.doubleValue() > hard.doubleValue())
            file.problem(section.line(), "spending." + scope + " has a soft cap over the hard one");
    }
}
