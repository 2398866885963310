package shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasketTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100_000})
    void aBasketIsWorthWhatIsInIt(int cents) {
        Basket basket = new Basket().put("tea", new Price(cents)).put("tea", new Price(cents)).put("cup", new Price(1));
        assertThat(basket.total()).isEqualTo(new Price(2 * cents + 1));
    }
}
