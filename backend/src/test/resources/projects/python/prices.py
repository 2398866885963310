"""Prices in cents."""

import decimal
import json


def total(prices):
    return sum(prices)


def read(text):
    """The cents of a JSON list of amounts."""
    return [int(amount * 100) for amount in json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)]
