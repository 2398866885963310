package dev.slipway.backend.agent;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a prompt's attachments stand in the sandbox: in the home, which no commit takes from, under names that need no
/// quotes. The same prompt gives the same paths. Pure.
public final class AttachedPaths {
    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_ENDING = 20;

    private AttachedPaths() {}

    /// @param inHome relative to the home of the sandbox
    public record Placed(Attachment attachment, String inHome) {
        String path() {
            return Sandbox.HOME + "/" + inHome;
        }
    }

    /// In the order of the prompt's own.
    public static List<Placed> of(PromptQueued prompt) {
        List<Placed> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Attachment attachment : prompt.attached()) {
            String name = safe(attachment.name());
            String free = name;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) free = numbered(name, i);
            all.add(new Placed(attachment, folder(prompt.promptId()) + "/" + free));
        }
        return all;
    }

    private static String folder(PromptId prompt) {
        return "attachments/" + prompt;
    }

    /// Letters, digits and a few signs of the last part of whatever it is called; never hidden, never an option.
    private static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^\\p{L}\\p{M}\\p{N}._+@=,-]+", "_").replaceAll("^[^\\p{L}\\p{N}_]+", "_");
        if (plain.replaceAll("[_.]", "").isEmpty()) return "file";
        int dot = plain.lastIndexOf('.');
        String ending = dot > 0 && bytes(plain.substring(dot)) <= LONGEST_ENDING ? plain.substring(dot) : "";
        return cut(plain.substring(0, plain.length() - ending.length()), LONGEST_NAME - bytes(ending)) + ending;
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + "-" + number + name.substring(dot) : name + "-" + number;
    }

    /// Cut between two characters, so that a file system's limit in bytes is kept.
    private static String cut(String text, int mostBytes) {
        String cut = text;
        while (bytes(cut) > mostBytes) cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        return cut;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
