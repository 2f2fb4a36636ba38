"""Money: whole rupiah as int for plans, Decimal with two places for contracts and payments. Never float."""

import re
from decimal import ROUND_HALF_UP, Decimal

MAX_BIGINT = 9_223_372_036_854_775_807


class NotMoney(ValueError):
    """The text is not an amount of rupiah."""


def round_half_up(amount: Decimal) -> int:
    """Whole rupiah, half a rupiah upwards."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


_INDONESIAN = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$|^-?\d+(,\d{1,2})?$")


def parse_rupiah(text: str) -> Decimal:
    """Read `1.250.000`, `1250000`, `Rp1.250.000,00`. Raises NotMoney for anything else, also for `1,250,000`."""
    bare = re.sub(r"^(-?)\s*(?:Rp\.?|IDR)\s*", r"\1", text.strip().replace("\u00a0", " "), flags=re.IGNORECASE).strip()
    if not _INDONESIAN.match(bare):
        raise NotMoney(text)
    return Decimal(bare.replace(".", "").replace(",", "."))


def parse_whole_rupiah(text: str) -> int:
    """As parse_rupiah, but whole rupiah within BIGINT. Raises NotMoney."""
    amount = parse_rupiah(text)
    if amount != amount.to_integral_value() or abs(amount) > MAX_BIGINT:
        raise NotMoney(text)
    return int(amount)
