package shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PriceTest {
    @Test
    void pricesAddUp() {
        assertThat(new Price(1).plus(new Price(2))).isEqualTo(new Price(3));
    }
}
