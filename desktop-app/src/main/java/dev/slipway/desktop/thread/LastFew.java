package dev.slipway.desktop.thread;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that keeps what was asked for last.
final class LastFew<K, V> extends LinkedHashMap<K, V> {
    private static final int MOST = 24;
    private static final long serialVersionUID = 1;

    LastFew() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
