"""One cell to one typed value. Each reader takes text or what a spreadsheet cell holds and raises BadCell."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular.model import Kind
from pendopo.kernel import money

EXACT = 2**53
_SCIENTIFIC = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$")
_ENGLISH = re.compile(r"^-?(Rp\.?\s*)?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$|^-?[1-9]\d{0,2}(,\d{3}){2,}$", re.IGNORECASE)
_PLAIN_INT = re.compile(r"^-?\d+$|^-?\d{1,3}(\.\d{3})+$")
_COMMA = re.compile(r"^-?(\d+|\d{1,3}(\.\d{3})+),\d+$")
_POINT = re.compile(r"^-?\d+\.\d+$")
_AMBIGUOUS = re.compile(r"^-?[1-9]\d{0,2}\.\d{3}$")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_LOCAL_DATE = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")

ADVICE: dict[Kind, Any] = {
    "text": _("Correct this cell."),
    "code": _("Write the code as text, with all its zeros."),
    "int": _("Write a whole number, such as 1250 or 1.250."),
    "rupiah": _("Write whole rupiah, such as 1250000 or 1.250.000."),
    "digits": _("Write the amount in digits alone, such as 1250000."),
    "decimal": _("Write a number with a comma for decimals, such as 0,75."),
    "date": _("Write the date as 2026-11-24 or 24/11/2026."),
}
"""What to do about a cell that is not of its kind."""


class BadCell(ValueError):
    """The cell is not of the column's kind; the argument is a lazy sentence."""


def shown(value: Any) -> str:
    """The cell as a person sees it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    return str(value)


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        return int(value)
    return None


def _number_text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadCell(_("This is not a number that can be kept exactly."))
    text = value.strip().replace("\u00a0", " ")
    if not text.isascii():
        raise BadCell(_("This is not a number."))
    if _SCIENTIFIC.match(text):
        raise BadCell(_("Scientific notation loses digits: write the number in full."))
    if _ENGLISH.match(text):
        raise BadCell(_("Write thousands with a point and decimals with a comma: 1.250.000,50."))
    return text


def _text(value: Any) -> str:
    return " ".join(shown(value).split())


def _code(value: Any) -> str:
    if isinstance(value, str):
        text = value.strip()
        if _SCIENTIFIC.match(text) and "+" in text:
            raise BadCell(_("Scientific notation loses digits: write the number in full."))
        return text
    whole = _whole(value)
    if whole is None:
        raise BadCell(_("Format the cell as text: a code kept as a number loses its zeros."))
    return str(whole)


def _int(value: Any) -> int:
    whole = _whole(value)
    if whole is not None:
        return whole
    text = _number_text(value)
    if not _PLAIN_INT.match(text):
        raise BadCell(_("This is not a whole number."))
    number = int(text.replace(".", "")) if len(text) < 40 else money.MAX_BIGINT + 1
    if abs(number) > money.MAX_BIGINT:
        raise BadCell(_("The number is too large."))
    return number


def _rupiah(value: Any) -> int:
    whole = _whole(value)
    if whole is not None:
        return whole
    text = _number_text(value)
    try:
        return money.parse_whole_rupiah(text)
    except money.NotMoney as error:
        raise BadCell(_("This is not an amount of whole rupiah.")) from error


def _digits(value: Any) -> int:
    whole = _whole(value)
    if whole is None:
        text = value.strip() if isinstance(value, str) else ""
        if not (text.isascii() and text.isdigit()):
            raise BadCell(_("Write the amount in digits alone, without points, commas or signs: 1250000."))
        whole = int(text) if len(text) < 40 else money.MAX_BIGINT + 1
    if not 0 <= whole <= money.MAX_BIGINT:
        raise BadCell(_("The amount is below zero or too large."))
    return whole


def _decimal(value: Any) -> Decimal:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = _number_text(value)
    if _AMBIGUOUS.match(text):
        raise BadCell(_("It is not clear whether the point parts thousands or decimals: write decimals with a comma."))
    if _PLAIN_INT.match(text) and not text.lstrip("-").startswith("0."):
        return Decimal(text.replace(".", ""))
    if _COMMA.match(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _POINT.match(text):
        return Decimal(text)
    raise BadCell(_("This is not a number."))


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    try:
        if match := _ISO_DATE.match(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _LOCAL_DATE.match(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError as error:
        raise BadCell(_("There is no such date.")) from error
    raise BadCell(_("Write the date as 2026-11-24 or 24/11/2026."))


_READERS: dict[Kind, Callable[[Any], Any]] = {
    "text": _text,
    "code": _code,
    "int": _int,
    "rupiah": _rupiah,
    "digits": _digits,
    "decimal": _decimal,
    "date": _date,
}


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def typed(value: Any, kind: Kind) -> Any:
    """The value of a cell that is not empty: str, int, Decimal or date by the kind. Raises BadCell."""
    if isinstance(value, str) and value.lstrip().startswith("="):
        raise BadCell(_("The cell holds a formula: paste the value only."))
    return _READERS[kind](value)
