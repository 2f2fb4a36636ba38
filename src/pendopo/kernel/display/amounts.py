"""Rupiah, numbers and percent. Amounts are int or Decimal; floats only for shares that are shown, never for money."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext

NBSP = "\u00a0"
LOCALE = "id_ID"
Number = int | Decimal | float
THOUSANDS = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def _word(step: str) -> str:
    return {
        "trillion": gettext("trillion"),
        "billion": gettext("billion"),
        "million": gettext("million"),
    }[step]


def money(amount: int | Decimal, *, cents: bool = False) -> str:
    """`Rp1.250.000.000`; with `cents` (accounts only) `Rp1.250.000.000,50`. Rounds half up."""
    places = Decimal("0.01") if cents else Decimal(1)
    rounded = Decimal(amount).quantize(places, rounding=ROUND_HALF_UP)
    pattern = "¤#,##0.00" if cents else "¤#,##0"
    return format_currency(rounded, "IDR", pattern, locale=LOCALE, currency_digits=False)


def short_money(amount: int | Decimal, *, digits: int = 3) -> str:
    """`Rp1,25 miliar`, `Rp850 juta`, `Rp3,4 triliun`; below a million the whole amount. `digits` significant digits."""
    value = Decimal(amount)
    for step, name in THOUSANDS:
        if abs(value) >= step:
            return f"{_sign(value)}Rp{_significant(abs(value) / step, digits)}{NBSP}{_word(name)}"
    return money(amount)


def _sign(value: Decimal) -> str:
    return "-" if value < 0 else ""


def _significant(value: Decimal, digits: int) -> str:
    places = max(0, digits - len(str(int(value))))
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format_decimal(rounded.normalize() if places else rounded, "#,##0.###", locale=LOCALE)


def number(value: Number, places: int | None = None) -> str:
    """`1.234.567,5`. `places` fixes the decimals; without it, up to three are shown as they are."""
    if places is None:
        return format_decimal(value, "#,##0.###", locale=LOCALE)
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format_decimal(rounded, "#,##0" + ("." + "0" * places if places else ""), locale=LOCALE)


def percent(value: Number, places: int = 1) -> str:
    """`81,5%` of a value already in percent (81.5, not 0.815)."""
    return f"{number(value, places)}%"
