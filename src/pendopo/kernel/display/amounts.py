"""Rupiah, numbers and percent. Amounts are int or Decimal; floats only for shares that are shown, never for money."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NBSP = "\u00a0"
Number = int | Decimal | float
_INDONESIAN = str.maketrans(",.", ".,")
THOUSANDS = ((Decimal(10) ** 12, _("trillion")), (Decimal(10) ** 9, _("billion")), (Decimal(10) ** 6, _("million")))


def _written(value: Decimal, places: int) -> str:
    """Points between thousands, a comma before the decimals. As Babel writes id_ID, at a tenth of its time (test)."""
    text = f"{value:,.{places}f}".translate(_INDONESIAN)
    return text.lstrip("-") if value.is_zero() else text


def _at_most_three(value: Decimal) -> str:
    text = _written(value.quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN), 3)
    return text.rstrip("0").rstrip(",")


def money(amount: int | Decimal, *, cents: bool = False) -> str:
    """`Rp1.250.000.000`; with `cents` (accounts only) `Rp1.250.000.000,50`. Rounds half up."""
    places = 2 if cents else 0
    rounded = Decimal(amount).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{_sign(rounded)}Rp{_written(abs(rounded), places)}"


def short_money(amount: int | Decimal, *, digits: int = 3) -> str:
    """`Rp1,25 miliar`, `Rp850 juta`, `Rp3,4 triliun`; below a million the whole amount. `digits` significant digits."""
    value = Decimal(amount)
    for step, name in THOUSANDS:
        if abs(value) >= step:
            return f"{_sign(value)}Rp{_significant(abs(value) / step, digits)}{NBSP}{gettext(name)}"
    return money(amount)


def _sign(value: Decimal) -> str:
    return "-" if value < 0 else ""


def _significant(value: Decimal, digits: int) -> str:
    places = max(0, digits - len(str(int(value))))
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return _at_most_three(rounded)


def number(value: Number, places: int | None = None) -> str:
    """`1.234.567,5`. `places` fixes the decimals; without it, up to three are shown as they are."""
    if places is None:
        return _at_most_three(Decimal(str(value)))
    return _written(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), places)


def percent(value: Number, places: int = 1) -> str:
    """`81,5%` of a value already in percent (81.5, not 0.815)."""
    return f"{number(value, places)}%"
