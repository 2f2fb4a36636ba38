"""Amounts in words as contracts write them."""

from decimal import Decimal

from pendopo.kernel.display import terbilang


def in_words(amount: Decimal) -> str:
    """`seratus sepuluh juta rupiah lima puluh sen`: rupiah with two places in Indonesian words."""
    whole = int(amount)
    cents = int((amount - whole) * 100)
    return f"{terbilang(whole)} rupiah" + (f" {terbilang(cents)} sen" if cents else "")
