package dev.slipway.desktop.code;

import java.io.File;
import java.util.Locale;
import java.util.Map;
import org.fife.ui.rsyntaxtextarea.FileTypeUtil;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;

/// What a text is written in. Immutable.
///
/// @param style as the token makers name it, such as `text/java`
public record Language(String style) {
    public static final Language NONE = new Language(SyntaxConstants.SYNTAX_STYLE_NONE);

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("bash", "sh"),
            Map.entry("c++", "cpp"),
            Map.entry("console", "sh"),
            Map.entry("csharp", "cs"),
            Map.entry("golang", "go"),
            Map.entry("javascript", "js"),
            Map.entry("jsx", "js"),
            Map.entry("jsonc", "json"),
            Map.entry("kotlin", "kt"),
            Map.entry("markdown", "md"),
            Map.entry("perl", "pl"),
            Map.entry("python", "py"),
            Map.entry("ruby", "rb"),
            Map.entry("rust", "rs"),
            Map.entry("shell", "sh"),
            Map.entry("tsx", "ts"),
            Map.entry("typescript", "ts"),
            Map.entry("yml", "yaml"),
            Map.entry("zsh", "sh"));

    /// As a fence in Markdown names it: a name, or a file's extension; more words are not looked at.
    public static Language ofFence(String words) {
        String first = words.strip().split("[\\s,{]", 2)[0].toLowerCase(Locale.ROOT);
        if (first.isEmpty() || first.length() > 20) return NONE;
        if (first.equals("dockerfile") || first.equals("makefile")) return ofFile(first);
        return ofFile("x." + EXTENSIONS.getOrDefault(first, first));
    }

    /// As a file's name tells.
    public static Language ofFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty() || name.indexOf('\0') >= 0) return NONE;
        if (name.toLowerCase(Locale.ROOT).startsWith("dockerfile"))
            return new Language(SyntaxConstants.SYNTAX_STYLE_DOCKERFILE);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = name.indexOf('.') < 0 ? name : "x." + EXTENSIONS.getOrDefault(extension, extension);
        String style = FileTypeUtil.get().guessContentType(new File(known));
        return style == null ? NONE : new Language(style);
    }
}
