package dev.slipway.desktop.design;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Icons in the colour of the text around them.
public final class Icons {
    private Icons() {}

    public static FontIcon of(Ikon what, int size) {
        FontIcon icon = new FontIcon(what);
        icon.setIconSize(size);
        icon.getStyleClass().add("icon");
        return icon;
    }
}
