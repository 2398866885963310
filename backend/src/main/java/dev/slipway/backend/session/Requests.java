package dev.slipway.backend.session;

import dev.slipway.protocol.RequestId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Makes those who send the same request at the same time wait for each other, so that all but the first find
/// its answer. Thread-safe.
final class Requests {
    private final Map<RequestId, Place> places = new HashMap<>();

    private static final class Place {
        private int users;
    }

    /// Runs the work when nobody else works on this request. Blocks.
    <T> T alone(RequestId request, Supplier<T> work) {
        Place place = enter(request);
        try {
            synchronized (place) {
                return work.get();
            }
        } finally {
            leave(request, place);
        }
    }

    private Place enter(RequestId request) {
        synchronized (places) {
            Place place = places.computeIfAbsent(request, r -> new Place());
            place.users++;
            return place;
        }
    }

    private void leave(RequestId request, Place place) {
        synchronized (places) {
            place.users--;
            if (place.users == 0) places.remove(request);
        }
    }
}
