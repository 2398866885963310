package shop;

import java.util.LinkedHashMap;
import java.util.Map;

public final class Basket {
    private final Map<String, Price> items = new LinkedHashMap<>();

    public Basket put(String item, Price price) {
        items.merge(item, price, Price::plus);
        return this;
    }

    public Price total() {
        return items.values().stream().reduce(new Price(0), Price::plus);
    }
}
