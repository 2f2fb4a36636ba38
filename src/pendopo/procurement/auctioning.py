"""The arithmetic of reverse auctions: pure functions over values that are passed in."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ALIAS = "Peserta {}"
HOLD_SHARE = Decimal("0.80")
"""An offer below this share of the one before it is asked about once more: it cannot be taken back."""


class AuctionRefused(Exception):
    """The act is not possible; `code` says why (see `auction_words`), `limit` what an offer may be at most."""

    def __init__(self, code: str, limit: Decimal | None = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class AuctionValues:
    """What the document of the run says of its repeated offers; whole rupiah."""

    step_amount: int
    extension_seconds: int
    rounds_planned: int = 1
    tie_rule: str = "EARLIER"


@dataclass(frozen=True)
class Stand:
    """Where one bidder stands: its last offer, when it was made, its domestic content."""

    seat: int
    amount: Decimal | None
    at: dt.datetime | None
    tkdn_percent: Decimal | None = None


def aliases(number: int) -> list[str]:
    """So many names, drawn by lot, so that no order of registration shows through them."""
    names = [ALIAS.format(place + 1) for place in range(number)]
    secrets.SystemRandom().shuffle(names)
    return names


def most_of(*, ceiling: Decimal, last: Decimal | None, step: Decimal) -> Decimal:
    """What the next offer may be at most: the ceiling at first, then the own last one less the step."""
    return ceiling if last is None else min(ceiling, last - step)


def check_offer(amount: Decimal, *, ceiling: Decimal, last: Decimal | None, step: Decimal) -> None:
    """Raise AuctionRefused for an offer that the rules do not let through."""
    if amount <= 0:
        raise AuctionRefused("positive")
    if amount > ceiling:
        raise AuctionRefused("ceiling", ceiling)
    if amount > most_of(ceiling=ceiling, last=last, step=step):
        raise AuctionRefused("step", most_of(ceiling=ceiling, last=last, step=step))


def moved_end(*, ends_at: dt.datetime, moment: dt.datetime, extension: dt.timedelta) -> dt.datetime | None:
    """The new end of a round when an offer came in its last minutes; None when the end stays."""
    after = moment + extension
    return after if after > ends_at else None


def ranked(stands: Iterable[Stand], tie_rule: str = "EARLIER") -> list[Stand]:
    """Who offered, lowest first; the same price is parted by the rule of the document, at last by the lot of seats."""

    def key(stand: Stand) -> tuple[Decimal, Decimal, dt.datetime, int]:
        assert stand.amount is not None
        assert stand.at is not None
        content = -(stand.tkdn_percent or Decimal(0)) if tie_rule == "TKDN" else Decimal(0)
        return stand.amount, content, stand.at, stand.seat

    return sorted((stand for stand in stands if stand.amount is not None), key=key)


def is_sudden(amount: Decimal, before: Decimal | None) -> bool:
    """Whether the offer is so far below the one before it that a digit may be missing."""
    return before is not None and amount < before * HOLD_SHARE


def lowest(stands: Sequence[Stand]) -> Decimal | None:
    """The lowest price offered."""
    return min((stand.amount for stand in stands if stand.amount is not None), default=None)
