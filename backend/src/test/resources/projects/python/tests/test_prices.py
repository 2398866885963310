import pytest

import prices


@pytest.mark.parametrize("text, cents", [("[]", 0), ("[1, 2.50]", 350), ("[0.1, 0.2]", 30)])
def test_prices_add_up(text, cents):
    assert prices.total(prices.read(text)) == cents
