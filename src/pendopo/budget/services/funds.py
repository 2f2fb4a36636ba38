"""The acts on funds that packages, contracts and payments call: reserve, commit, spend, release.

Nothing above the line is ever held. Every act is done once for its `source`: called again with the same amounts it
changes nothing, with others it raises SourceDiffers.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.funds import (
    ZERO,
    Amounts,
    HoldMissing,
    SourceDiffers,
    checked_lines,
    give_to,
    lock_balances,
    lock_bearing_stage,
    lock_holds,
    refuse_beyond,
    take_from,
    units_of,
)
from pendopo.budget.models import FundsBalance, FundsHold, FundsStep, LedgerEntry, Line
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

EVENTS = {
    FundsStep.RESERVE: "budget.funds.reserved",
    FundsStep.COMMIT: "budget.funds.committed",
    FundsStep.SPEND: "budget.funds.spent",
    FundsStep.RELEASE: "budget.funds.released",
}
BALANCE_FIELDS = ["reserved_amount", "committed_amount", "spent_amount"]


@transaction.atomic
def reserve_funds(*, amounts: Amounts, source: str, actor: Actor, now: dt.datetime, holder: str = "") -> None:
    """Keep money of lines free for a package that is announced: for `holder` (none: the source itself).

    Before a year has an effective stage, the latest agreed one counts. Rupiah, two places. Raises FundsExceeded,
    FundsRefused, SourceDiffers, PermissionDenied.
    """
    for unit in units_of(amounts):
        require(actor, "budget.reserve_funds", unit)
    lines = checked_lines(amounts)
    stage = lock_bearing_stage(lines[0], early=True)
    balances = lock_balances(lines)
    if _done_before(source, FundsStep.RESERVE, amounts):
        return
    refuse_beyond(lines, amounts, stage, balances)
    for line_id, amount in amounts.items():
        balances[line_id].reserved_amount += amount
    _write(balances)
    give_to(holder or source, amounts, FundsStep.RESERVE)
    _enter(lines, amounts, actor, step=FundsStep.RESERVE, source=source, holder=holder or source, at=now)


@transaction.atomic
def commit_funds(
    *, amounts: Amounts, source: str, actor: Actor, now: dt.datetime, holder: str = "", against: str = ""
) -> None:
    """Bind money of lines by a contract or its amendment, first from the reservation of the package `against`.

    `holder` is the contract (none: the source itself). What the reservation does not hold has to be free in the line.
    Raises FundsExceeded, FundsRefused, SourceDiffers, PermissionDenied.
    """
    for unit in units_of(amounts):
        require(actor, "budget.commit_funds", unit)
    lines = checked_lines(amounts)
    stage = lock_bearing_stage(lines[0], early=False)
    balances = lock_balances(lines)
    if _done_before(source, FundsStep.COMMIT, amounts):
        return
    holds = lock_holds(against, amounts) if against else {}
    reserved = {pk: min(amounts[pk], hold.amount - hold.used_amount) for pk, hold in holds.items()}
    reserved = {pk: amount for pk, amount in reserved.items() if amount > 0}
    more = {pk: amount - reserved.get(pk, ZERO) for pk, amount in amounts.items()}
    refuse_beyond(lines, more, stage, balances)
    take_from(against, reserved, holds)
    for line_id, amount in amounts.items():
        balances[line_id].reserved_amount -= reserved.get(line_id, ZERO)
        balances[line_id].committed_amount += amount
    _write(balances)
    give_to(holder or source, amounts, FundsStep.COMMIT)
    own = {"source": source, "holder": holder or source, "against": against}
    _enter(lines, amounts, actor, step=FundsStep.COMMIT, at=now, **own)


@transaction.atomic
def spend_funds(*, amounts: Amounts, source: str, against: str, actor: Actor, now: dt.datetime) -> None:
    """Pay from what the contract `against` has bound.

    Raises HoldMissing, FundsRefused, SourceDiffers, PermissionDenied.
    """
    for unit in units_of(amounts):
        require(actor, "budget.spend_funds", unit)
    lines = checked_lines(amounts)
    balances = lock_balances(lines)
    if _done_before(source, FundsStep.SPEND, amounts):
        return
    take_from(against, amounts, lock_holds(against, amounts))
    for line_id, amount in amounts.items():
        balances[line_id].spent_amount += amount
    _write(balances)
    _enter(lines, amounts, actor, step=FundsStep.SPEND, source=source, holder=against, against=against, at=now)


@transaction.atomic
def release_funds(
    *, holder: str, source: str, actor: Actor, now: dt.datetime, amounts: Amounts | None = None
) -> dict[int, Decimal]:
    """Give back what the holder has and has not passed on (all of it, or the amounts). Gives line id -> rupiah.

    Raises HoldMissing, FundsRefused, SourceDiffers, PermissionDenied.
    """
    given = _left_of(holder) if amounts is None else dict(amounts)
    for unit in units_of(given):
        require(actor, "budget.release_funds", unit)
    if not given:
        return {}
    lines = checked_lines(given)
    balances = lock_balances(lines)
    holds = lock_holds(holder, given)
    if amounts is None:
        given = {pk: hold.amount - hold.used_amount for pk, hold in holds.items() if hold.amount > hold.used_amount}
    elif _done_before(source, FundsStep.RELEASE, given):
        return given
    for line_id, amount in given.items():
        _give_back(holder, line_id, amount, holds.get(line_id), balances[line_id])
    FundsHold.objects.bulk_update([holds[pk] for pk in given], ["amount"])
    _write(balances)
    if given:
        _enter(lines, given, actor, step=FundsStep.RELEASE, source=source, holder=holder, at=now)
    return given


def _left_of(holder: str) -> dict[int, Decimal]:
    rows = FundsHold.objects.filter(holder=holder).values_list("line_id", "amount", "used_amount")
    return {line_id: amount - used for line_id, amount, used in rows if amount > used}


def _give_back(holder: str, line_id: int, amount: Decimal, hold: FundsHold | None, balance: FundsBalance) -> None:
    left = hold.amount - hold.used_amount if hold else ZERO
    if hold is None or amount > left:
        raise HoldMissing(holder, line_id, left)
    hold.amount -= amount
    if hold.step == FundsStep.RESERVE:
        balance.reserved_amount -= amount
    else:
        balance.committed_amount -= amount


def _done_before(source: str, step: FundsStep, amounts: Amounts) -> bool:
    """Whether the source was entered before. Raises SourceDiffers when it was, with other amounts."""
    found = dict(LedgerEntry.objects.filter(source=source, step=step).values_list("line_id", "amount"))
    if found and found != dict(amounts):
        raise SourceDiffers(source)
    return bool(found)


def _write(balances: dict[int, FundsBalance]) -> None:
    FundsBalance.objects.bulk_update(balances.values(), BALANCE_FIELDS)


def _enter(lines: list[Line], amounts: Amounts, actor: Actor, **entry: Any) -> None:
    """Write the movement to the ledger and to the log. `entry`: step, source, holder, against, at."""
    who = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    moved = [line for line in lines if line.pk in amounts]
    LedgerEntry.objects.bulk_create(LedgerEntry(line=line, amount=amounts[line.pk], **entry, **who) for line in moved)
    sheet = lines[0].sheet
    total = sum(amounts.values(), ZERO)
    data = {"year": sheet.year, "amount": str(total), "lines": len(moved), "source": entry["source"]}
    record(actor=actor, event=EVENTS[entry["step"]], subject=lines[0], unit=sheet.unit, now=entry["at"], data=data)
    topics.touch(f"funds:{sheet.year}")
