"""The hard stops of payments, H1 to H12 (handbook 4.7), each by its number: what it compares and whether it passes.

Pure. The words for each are in `views/payment_words.py`; refusals carry the number, so that people can look it up.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.paying import ZERO


class Outcome(models.TextChoices):
    """How a check came out."""

    PASSED = "PASSED", _("Passes")
    FAILED = "FAILED", _("Refused")
    WARNED = "WARNED", _("Look again")
    NONE = "NONE", _("Does not apply")


@dataclass(frozen=True)
class Check:
    """One check: `wanted` against `limit` where it compares amounts; `code` tells apart what one rule may refuse."""

    number: str
    outcome: Outcome
    wanted: Decimal | None = None
    limit: Decimal | None = None
    code: str = ""


@dataclass(frozen=True)
class Refused:
    """People who would hold two duties of one payment: which two."""

    one: str
    other: str


@dataclass(frozen=True)
class Facts:
    """Everything the hard stops look at, read under the locks of the act. `this` is what the payment charges.

    Amounts of `spd`, `lines` and `contract` are without this payment.
    """

    this: Decimal
    day: dt.date
    year: int
    purpose: str
    value: Decimal
    contract_before: Decimal
    spd_released: Decimal
    spd_before: Decimal
    line_limits: Mapping[int, Decimal]
    line_before: Mapping[int, Decimal]
    line_this: Mapping[int, Decimal]
    stage_amounts: Mapping[int, Decimal]
    stage_held: Mapping[int, Decimal]
    bound: Decimal
    claim_percent: Decimal
    accepted_percent: Decimal
    handed_over: bool
    finally_over: bool
    handover_date: dt.date | None = None
    same_people: tuple[Refused, ...] = ()
    order_matches: bool = True
    account_known: bool = True
    account_matches: bool = True
    month_locked: bool = False
    taxed: bool = True


def _up_to(number: str, wanted: Decimal, limit: Decimal, code: str = "") -> Check:
    return Check(number, Outcome.PASSED if wanted <= limit else Outcome.FAILED, wanted, limit, code)


def _passes(number: str, passed: bool, code: str = "") -> Check:
    return Check(number, Outcome.PASSED if passed else Outcome.FAILED, code="" if passed else code)


def _lines(facts: Facts) -> Check:
    """H1: the line that comes nearest to its limit is shown."""
    rows = [
        (limit - facts.line_before.get(pk, ZERO) - facts.line_this.get(pk, ZERO), pk)
        for pk, limit in facts.line_limits.items()
    ]
    if not rows:
        return Check("H1", Outcome.FAILED, facts.this, ZERO)
    _left, pk = min(rows)
    wanted = facts.line_before.get(pk, ZERO) + facts.line_this.get(pk, ZERO)
    return _up_to("H1", wanted, facts.line_limits[pk])


def _stage(facts: Facts) -> Check:
    """H10: the stage in force still gives each line what is held of it."""
    short = [pk for pk, held in facts.stage_held.items() if held > facts.stage_amounts.get(pk, ZERO)]
    if short:
        return _up_to("H10", facts.stage_held[short[0]], facts.stage_amounts.get(short[0], ZERO))
    return Check("H10", Outcome.PASSED)


def _progress(facts: Facts) -> Check:
    """H5: no money before work; one payment of the whole needs the handover."""
    if facts.purpose in {"ADVANCE", "RETENTION"}:
        return Check("H5", Outcome.NONE)
    if facts.claim_percent >= 100 and facts.contract_before == 0 and not facts.handed_over:
        return Check("H5", Outcome.FAILED, code="handover")
    return _up_to("H5", facts.claim_percent, facts.accepted_percent)


def _after_handover(facts: Facts) -> Check:
    """H6: what is retained is paid after the final handover, never before its day."""
    if facts.purpose != "RETENTION":
        return Check("H6", Outcome.NONE)
    early = facts.handover_date is not None and facts.day < facts.handover_date
    return _passes("H6", facts.finally_over and not early)


def _people(facts: Facts) -> Check:
    first = next(iter(facts.same_people), None)
    return _passes("H7", first is None, f"{first.one}-{first.other}" if first else "")


def _account(facts: Facts) -> Check:
    if not facts.account_known:
        return Check("H8", Outcome.FAILED, code="unknown")
    if not facts.account_matches:
        return Check("H8", Outcome.FAILED, code="account")
    return _passes("H8", facts.order_matches, "amount")


def _day(facts: Facts) -> Check:
    if facts.month_locked:
        return Check("H9", Outcome.FAILED, code="locked")
    return _passes("H9", facts.day.year == facts.year, "year")


def checks_of(facts: Facts) -> list[Check]:
    """Every hard stop by number; H11 speaks of floats and never of a payment to a supplier."""
    return [
        _lines(facts),
        _up_to("H2", facts.spd_before + facts.this, facts.spd_released),
        _up_to("H3", facts.value, facts.bound),
        _up_to("H4", facts.contract_before + facts.this, facts.value),
        _progress(facts),
        _after_handover(facts),
        _people(facts),
        _account(facts),
        _day(facts),
        _stage(facts),
        Check("H11", Outcome.NONE),
        Check("H12", Outcome.PASSED if facts.taxed else Outcome.WARNED),
    ]


class PaymentStopped(Exception):
    """A hard stop refuses the act; `checks` says which, `number` is that of the first."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self.checks = list(checks)
        self.number = self.checks[0].number
        super().__init__(", ".join(f"{one.number} {one.code}".strip() for one in self.checks))


def refuse_failed(checks: Iterable[Check]) -> None:
    """Raise PaymentStopped with every check that failed."""
    failed = [check for check in checks if check.outcome == Outcome.FAILED]
    if failed:
        raise PaymentStopped(failed)
