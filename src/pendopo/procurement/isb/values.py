"""Values of ISB feeds: dates in five forms, amounts, texts.

LKPP writes the same moment once as `2025-01-02 09:00:00` and once with a `Z` behind it: all of them are local time,
so the zone is not read.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

ISO = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?Z?$")
ENGLISH = "%b %d, %Y, %I:%M:%S%p"
MOST = Decimal("999999999999999999.99")
AMOUNTS = frozenset(
    (
        *("pagu", "hps", "harga_final", "besar_pembayaran", "total_harga", "total_realisasi", "ongkir"),
        *("nilai_penawaran", "nilai_terkoreksi", "nilai_negosiasi", "nilai_kontrak", "nilai_pdn_kontrak"),
        *("nilai_umk_kontrak", "nilai_realisasi", "nilai_pdn_pct", "nilai_umk_pct", "nilai_jaminan_pelaksanaan"),
        *("pagu_program", "pagu_kegiatan", "pagu_subkegiatan", "progres_pekerjaan"),
    )
)
MOMENTS = ("tgl_", "tanggal_")
COUNTS = frozenset(("versi_tender", "versi_nontender", "versi_addendum", "kd_akt"))
MOST_COUNTED = 30_000


class Unread(ValueError):
    """The value has none of the known forms."""


def moment_of(text: str) -> dt.datetime:
    """A moment in local time; a day alone is its beginning. Raises Unread."""
    found = ISO.match(text.strip())
    try:
        if found:
            parts = [int(part) for part in found.groups(default="0")]
            plain = dt.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
        else:
            plain = dt.datetime.strptime(text.strip(), ENGLISH)  # noqa: DTZ007
    except ValueError as mistake:
        raise Unread(text) from mistake
    return timezone.make_aware(plain)


def amount_of(value: Any) -> Decimal:
    """Rupiah with two places, never below zero. Raises Unread."""
    try:
        number = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation as mistake:
        raise Unread(str(value)) from mistake
    if isinstance(value, bool) or not number.is_finite() or not 0 <= number <= MOST:
        raise Unread(str(value))
    return number


def typed(column: str, value: Any) -> Any:
    """The value of a column as amount, moment or text (small counts as text of digits). Raises Unread."""
    if value is None:
        return None
    if column in AMOUNTS:
        return amount_of(value)
    if column.startswith(MOMENTS):
        return moment_of(str(value))
    if column in COUNTS and not (str(value).isdecimal() and int(value) < MOST_COUNTED):
        raise Unread(str(value))
    return str(value)


def day(moment: dt.datetime | None) -> dt.date | None:
    """The local day of a moment."""
    return timezone.localdate(moment) if moment else None


def cut(text: str, most: int) -> str:
    """The text, with an ellipsis where it is longer than `most`."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
