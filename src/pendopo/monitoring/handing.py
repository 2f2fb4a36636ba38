"""What a handover is refused for, what its delay costs, which card an asset goes on. Pure but for the rows of law."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pendopo.monitoring.following import fine_of, without_vat
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states_handover import Card

CARDS = {"5.2.01": Card.A, "5.2.02": Card.B, "5.2.03": Card.C, "5.2.04": Card.D, "5.2.05": Card.E}
"""The start of a capital account, and its card."""


class HandoverRefused(Exception):
    """A handover breaks a rule; `code` says which one (see `handover_words`), `limit` what would be right."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class DefectValues:
    """What has to be mended, and by when."""

    text: str
    due_date: dt.date


@dataclass(frozen=True)
class HandoverValues:
    """What is said of a first handover."""

    number: str
    date: dt.date
    maintenance_until_date: dt.date | None = None
    defects: tuple[DefectValues, ...] = ()


def card_of(account: str) -> Card | None:
    """The card for a capital account (5.2.…); None for spending that leaves no asset."""
    return CARDS.get(account[:6])


def fine_for(value: Decimal, *, ends: dt.date | None, handed: dt.date) -> tuple[int, Decimal]:
    """(days late, fine in whole rupiah) of a contract value that includes VAT, by the rows of law of that day."""
    days = max((handed - ends).days, 0) if ends else 0
    if not days:
        return 0, Decimal(0)
    base = without_vat(value, Decimal(rule_on("VAT", handed)["percent"]))
    return days, fine_of(base=base, days_late=days, permil=Decimal(rule_on("LATE_FINE", handed)["permil_per_day"]))
