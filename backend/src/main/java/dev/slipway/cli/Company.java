package dev.slipway.cli;

import dev.slipway.client.Plain;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who came and who left while this terminal looked on. One thread.
final class Company {
    private static final String OWN_CLIENT = "terminal";

    private final @Nullable Person own;
    private Map<String, String> before = Map.of();
    private boolean begun;

    /// @param own who this terminal is, which is no news; null where that isn't known
    Company(@Nullable Person own) {
        this.own = own;
    }

    /// What is new, a line for each; at first who is there already.
    List<String> now(List<Present> people) {
        Map<String, String> now = new LinkedHashMap<>();
        for (Present each : people) if (!isOwn(each)) now.put(each.person().email() + " " + each.client(), words(each));
        List<String> news = new ArrayList<>();
        now.forEach((who, words) -> {
            if (!before.containsKey(who)) news.add(words + (begun ? " joined." : " is here."));
        });
        before.forEach((who, words) -> {
            if (!now.containsKey(who)) news.add(words + " left.");
        });
        before = now;
        begun = true;
        return news;
    }

    private boolean isOwn(Present each) {
        return each.client().equals(OWN_CLIENT) && each.person().equals(own);
    }

    private static String words(Present who) {
        return Plain.line(who.person().name()) + " (" + Plain.line(who.client()) + ")";
    }
}
