package dev.slipway.desktop.sessions;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.desktop.sessions.Row.Head;
import dev.slipway.desktop.sessions.Row.Item;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// Puts sessions into groups and order. What did not change since the last time is not made again: it is called after
/// each event of a board with thousands of sessions.
final class Listing {
    private static final int LONGEST = 400;

    private record Known(Item item, String title, String repository) {}

    private static final Comparator<Known> NEWEST_FIRST = Comparator.comparingLong(
                    (Known k) -> k.item().session().changedAtMs())
            .reversed()
            .thenComparing(k -> k.item().key().value(), Comparator.reverseOrder());

    private Map<SessionId, Known> known = new HashMap<>();
    private List<Known> inOrder = new ArrayList<>();

    /// @param shown those that are in the list, as they are shown
    /// @param group decides where each belongs
    /// @param unread whether something happened there that the person hasn't seen
    /// @param unfolded whether the archived ones are shown
    List<Row> rows(
            Iterable<SessionListed> shown,
            Function<SessionListed, Group> group,
            Predicate<SessionId> unread,
            Filter filter,
            boolean unfolded) {
        sort(shown, group, unread);
        Map<Group, List<Row>> groups = new EnumMap<>(Group.class);
        for (Known one : inOrder)
            if (filter.isAll() || filter.fits(one.item(), one.title(), one.repository()))
                groups.computeIfAbsent(one.item().group(), each -> new ArrayList<>())
                        .add(one.item());
        List<Row> rows = new ArrayList<>(inOrder.size() + groups.size());
        groups.forEach((each, items) -> {
            boolean folded = each == Group.archived && !unfolded;
            rows.add(new Head(each, items.size(), folded));
            if (!folded) rows.addAll(items);
        });
        return List.copyOf(rows);
    }

    private void sort(
            Iterable<SessionListed> shown, Function<SessionListed, Group> group, Predicate<SessionId> unread) {
        Map<SessionId, Known> now = new HashMap<>(known.size() * 2);
        List<Known> fresh = new ArrayList<>();
        for (SessionListed session : shown) {
            Known before = known.get(session.sessionId());
            Group in = group.apply(session);
            boolean news = unread.test(session.sessionId());
            boolean same = before != null
                    && before.item().unread() == news
                    && before.item().session() == session
                    && before.item().group() == in;
            Known one = same ? before : know(session, in, news);
            if (before == null) fresh.add(one);
            now.put(session.sessionId(), one);
        }
        List<Known> order = new ArrayList<>(now.size());
        order.addAll(fresh);
        for (Known before : inOrder) {
            Known still = now.get(before.item().key());
            if (still != null) order.add(still);
        }
        // Almost in order already, which this sort makes use of.
        order.sort(NEWEST_FIRST);
        known = now;
        inOrder = order;
    }

    private static Known know(SessionListed session, Group group, boolean unread) {
        String repository = session.repository().value();
        String own = Plain.line(Human.cut(session.title().strip(), LONGEST));
        String title = own.isEmpty() ? "New session on " + repository : own;
        return new Known(
                new Item(session, group, title, Plain.line(session.person().name()), unread),
                title.toLowerCase(Locale.ROOT),
                repository.toLowerCase(Locale.ROOT));
    }
}
