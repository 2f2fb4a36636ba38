"""Budget codes as LKPP writes them (MAK): one text with one or several codes, each with what follows the account."""

import re
from dataclasses import dataclass

SUB_ACTIVITY_GROUPS, ACCOUNT_GROUPS = 6, 6
ACCOUNT = re.compile(r"^[56]\.\d\.\d\d\.\d\d\.\d\d\.\d{4}$")
"""Spending or financing, down to the sub rincian objek."""


@dataclass(frozen=True)
class Mak:
    """One code: the sub kegiatan, and the account ("" where it is missing or has another form)."""

    text: str
    sub_activity: str
    account: str


def maks_of(text: str | None) -> list[Mak]:
    """The codes of a `mak`, in order; the feeds separate them by comma or semicolon."""
    return [_mak(part.strip()) for part in re.split("[,;]", text or "") if part.strip()]


def _mak(text: str) -> Mak:
    groups = text.strip(". ").split(".")
    account = ".".join(groups[SUB_ACTIVITY_GROUPS : SUB_ACTIVITY_GROUPS + ACCOUNT_GROUPS])
    return Mak(text, ".".join(groups[:SUB_ACTIVITY_GROUPS]), account if ACCOUNT.match(account) else "")


def equal_parts(amount: int, number: int) -> list[int]:
    """An amount in equal whole parts; the first ones bear the rest."""
    each, rest = divmod(amount, number)
    return [each + (place < rest) for place in range(number)]
