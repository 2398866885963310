package dev.slipway.desktop.costs;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.search.Since;
import dev.slipway.desktop.session.Money;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.SessionId;
import java.time.Clock;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the sessions that the person may see cost. One for each time it is opened.
public final class CostsModel {
    /// What there is to see.
    public enum Content {
        asking,
        lines,
        nothing,
        /// [#note] says why.
        failed
    }

    private static final int LONGEST = 120;

    private final Connection connection;
    private final Navigation navigation;
    private final Clock clock;
    private final ObjectProperty<Costs.By> by = new SimpleObjectProperty<>(Costs.By.session);
    private final ObjectProperty<Since> since = new SimpleObjectProperty<>(Since.month);
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.asking);
    private final ReadOnlyObjectWrapper<List<CostLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable CostLine> total = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private int asked;

    public CostsModel(Connection connection, Navigation navigation, Clock clock) {
        this.connection = connection;
        this.navigation = navigation;
        this.clock = clock;
        by.addListener((property, before, now) -> ask());
        since.addListener((property, before, now) -> ask());
        ask();
    }

    /// By what is added up.
    public ObjectProperty<Costs.By> by() {
        return by;
    }

    public ObjectProperty<Since> since() {
        return since;
    }

    public ReadOnlyObjectProperty<Content> content() {
        return content.getReadOnlyProperty();
    }

    /// The dearest first.
    ReadOnlyObjectProperty<List<CostLine>> lines() {
        return lines.getReadOnlyProperty();
    }

    /// Null until it is known.
    ReadOnlyObjectProperty<@Nullable CostLine> total() {
        return total.getReadOnlyProperty();
    }

    /// Where the prices are from and what isn't counted, or what went wrong; may be empty.
    public ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
    }

    void open(CostLine line) {
        if (line.session() != null) navigation.openSession(line.session());
    }

    private void ask() {
        int mine = ++asked;
        Costs.By wanted = by.get();
        long from = since.get().ms(clock);
        content.set(Content.asking);
        connection.ask(api -> api.costs(wanted, from)).whenComplete((costs, failure) -> {
            if (mine != asked) return;
            if (failure != null) failed(failure);
            else show(costs, wanted);
        });
    }

    private void failed(Throwable failure) {
        lines.set(List.of());
        total.set(null);
        note.set(Failure.words(failure));
        content.set(Content.failed);
    }

    private void show(Costs costs, Costs.By wanted) {
        double most = costs.lines().stream().mapToDouble(CostsModel::usd).max().orElse(0);
        lines.set(costs.lines().stream().map(line -> line(line, wanted, most)).toList());
        total.set(new CostLine("All together", "", Money.used(costs.total()), Money.words(costs.total()), 0, null));
        note.set(Money.note(costs));
        content.set(costs.lines().isEmpty() ? Content.nothing : Content.lines);
    }

    private CostLine line(Costs.Line line, Costs.By wanted, double most) {
        SessionId session = wanted == Costs.By.session ? listed(line.name()) : null;
        String name = line.name().isEmpty() ? "Nobody known" : cut(line.name());
        String label = cut(line.label());
        boolean named = label.isEmpty();
        String gone = wanted == Costs.By.session && session == null ? "deleted" : "";
        return new CostLine(
                named ? name : label,
                named ? gone : wanted == Costs.By.session ? gone : name,
                Money.used(line),
                Money.words(line),
                most == 0 ? 0 : usd(line) / most,
                session);
    }

    private @Nullable SessionId listed(String name) {
        try {
            SessionId session = new SessionId(name);
            return connection.board().get().sessions().containsKey(session) ? session : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String cut(String text) {
        return Plain.line(Human.cut(text.strip(), LONGEST));
    }

    private static double usd(Costs.Line line) {
        return line.usd() == null ? 0 : line.usd();
    }
}
