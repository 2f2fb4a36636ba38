"""The funds of lines under their locks: what a line may bear, what is held of it, and what each holder has.

Lock order: the effective stage (FOR SHARE), ceilings that imported lines draw on, balances of the lines, holds; each
by key (docs/protocols/locking.md). A stage that replaces the effective one takes its lock FOR UPDATE and waits.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import F, Sum

from pendopo.budget.models import FundsBalance, FundsHold, FundsStep, Line, LineAmount, Pagu, Stage
from pendopo.budget.states import EFFECTIVE, StageStatus
from pendopo.organisations.models import Unit

ZERO = Decimal(0)
Amounts = Mapping[int, Decimal]
"""Line id -> rupiah with two places."""


class FundsExceeded(Exception):
    """The line `code` would bear more than it has: `free_amount` is left of it."""

    def __init__(self, line_id: int, code: str, wanted_amount: Decimal, free_amount: Decimal) -> None:
        super().__init__(f"{code}: {wanted_amount} wanted, {free_amount} free")
        self.line_id, self.code = line_id, code
        self.wanted_amount, self.free_amount = wanted_amount, free_amount


class FundsRefused(Exception):
    """No amounts, one of zero or less or with parts of a sen, an unknown line, or lines of several years at once."""


class HoldMissing(Exception):
    """The holder has too little of the line to pass on or to give back: `left_amount`."""

    def __init__(self, holder: str, line_id: int, left_amount: Decimal) -> None:
        super().__init__(f"{holder} has {left_amount} of line {line_id}")
        self.holder, self.line_id, self.left_amount = holder, line_id, left_amount


class BelowFunds(Exception):
    """A stage would give lines less than packages and contracts hold of them: `lines`, each (code, amount, held)."""

    def __init__(self, lines: list[tuple[str, Decimal, Decimal]]) -> None:
        super().__init__(f"{len(lines)} lines")
        self.lines = lines


class SourceDiffers(Exception):
    """The same source was entered before, with other amounts."""


def units_of(amounts: Amounts) -> list[Unit | None]:
    """The units whose lines these are, for the question who may; none known: the whole regency's."""
    found = Unit.objects.filter(pk__in=Line.objects.filter(pk__in=amounts).values("sheet__unit"))
    return [*found] or [None]


def checked_lines(amounts: Amounts) -> list[Line]:
    """The lines by key, all of one year and one owner. Raises FundsRefused."""
    if not amounts or any(amount <= 0 or amount != round(amount, 2) for amount in amounts.values()):
        raise FundsRefused
    lines = list(
        Line.objects.filter(pk__in=amounts).select_related("sheet__unit", "sheet__activity", "account").order_by("pk")
    )
    if len(lines) != len(amounts) or len({(line.sheet.year, line.sheet.owner_id) for line in lines}) > 1:
        raise FundsRefused
    return lines


def code_of(line: Line) -> str:
    """The line as people write it: sub kegiatan and account."""
    activity = line.sheet.activity
    return f"{activity.code if activity else line.sheet.side}.{line.account.code}"


def lock_bearing_stage(line: Line, *, early: bool) -> Stage | None:
    """The stage whose amounts count for the line's year, kept from being replaced; None when there is none yet.

    With `early`, a year without an effective stage counts by the latest one that was agreed.
    """
    wanted = [*EFFECTIVE, StageStatus.AGREED] if early else [*EFFECTIVE]
    query = """
        SELECT * FROM budget_stage WHERE year = %s AND owner_id IS NOT DISTINCT FROM %s AND status = ANY (%s)
        ORDER BY status <> 'AGREED' DESC, seq DESC LIMIT 1 FOR SHARE
    """
    found = Stage.objects.raw(query, [line.sheet.year, line.sheet.owner_id, [str(status) for status in wanted]])
    return next(iter(found), None)


def lock_balances(lines: Iterable[Line]) -> dict[int, FundsBalance]:
    """Line id -> its balance, locked by key; an empty one begins where there was none."""
    wanted = [line.pk for line in lines]
    FundsBalance.objects.bulk_create([FundsBalance(line_id=pk) for pk in wanted], ignore_conflicts=True)
    rows = FundsBalance.objects.filter(line_id__in=wanted).order_by("line_id").select_for_update(no_key=True)
    return {row.line_id: row for row in rows}


def lock_holds(holder: str, amounts: Amounts) -> dict[int, FundsHold]:
    """Line id -> what the holder has of it, locked by key; lines it has nothing of are missing."""
    rows = FundsHold.objects.filter(holder=holder, line_id__in=amounts)
    return {row.line_id: row for row in rows.order_by("line_id").select_for_update(no_key=True)}


def refuse_beyond(lines: list[Line], more: Amounts, stage: Stage | None, balances: Mapping[int, FundsBalance]) -> None:
    """Raise FundsExceeded when a line cannot bear `more`. Four queries at most."""
    own = [line for line in lines if not line.imported]
    borne = amounts_in(stage, [line.pk for line in own])
    for line in own:
        free = borne.get(line.pk, ZERO) - balances[line.pk].held_amount
        if more.get(line.pk, ZERO) > free:
            raise FundsExceeded(line.pk, code_of(line), more[line.pk], free)
    _refuse_beyond_ceiling([line for line in lines if line.imported], more, stage)


def amounts_in(stage: Stage | None, line_ids: Iterable[int]) -> dict[int, Decimal]:
    """Line id -> what it holds in the stage. One query."""
    if stage is None:
        return {}
    rows = LineAmount.objects.filter(line_id__in=line_ids, stages__contains=stage.seq)
    return {line: Decimal(amount) for line, amount in rows.values_list("line_id", "amount")}


def _refuse_beyond_ceiling(lines: list[Line], more: Amounts, stage: Stage | None) -> None:
    """Imported lines of one form together stay within the ceiling of its sub kegiatan."""
    for sheet in {line.sheet_id: line.sheet for line in lines}.values():
        own = [line for line in lines if line.sheet_id == sheet.pk]
        places = Pagu.objects.filter(
            stage=stage, unit_id=sheet.unit_id, activity_id=sheet.activity_id, sequence=sheet.sequence
        )
        ceiling = places.select_for_update(no_key=True).first() if stage else None
        found = FundsBalance.objects.filter(line__sheet=sheet)
        held = found.aggregate(total=Sum(F("reserved_amount") + F("committed_amount")))["total"] or ZERO
        free = (Decimal(ceiling.amount) if ceiling else ZERO) - held
        wanted = sum((more.get(line.pk, ZERO) for line in own), ZERO)
        if wanted > free:
            raise FundsExceeded(own[0].pk, code_of(own[0]), wanted, free)


def take_from(holder: str, amounts: Amounts, holds: Mapping[int, FundsHold]) -> None:
    """Mark the amounts as passed on from the holder. Raises HoldMissing."""
    for line_id, amount in amounts.items():
        hold = holds.get(line_id)
        left = hold.amount - hold.used_amount if hold else ZERO
        if hold is None or amount > left:
            raise HoldMissing(holder, line_id, left)
        hold.used_amount += amount
    FundsHold.objects.bulk_update([holds[line_id] for line_id in amounts], ["used_amount"])


def give_to(holder: str, amounts: Amounts, step: FundsStep) -> None:
    """Add the amounts to what the holder has."""
    holds = lock_holds(holder, amounts)
    fresh = [FundsHold(line_id=pk, holder=holder, step=step) for pk in sorted(amounts) if pk not in holds]
    FundsHold.objects.bulk_create(fresh)
    holds |= {row.line_id: row for row in fresh}
    for line_id, amount in amounts.items():
        holds[line_id].amount += amount
    FundsHold.objects.bulk_update([holds[line_id] for line_id in amounts], ["amount"])


def refuse_below_funds(stage: Stage) -> None:
    """Raise BelowFunds unless every line keeps, in the stage, what is held of it. Two queries."""
    found = FundsBalance.objects.filter(
        line__sheet__year=stage.year, line__sheet__owner=stage.owner_id, line__imported=False
    )
    held = found.annotate(held=F("reserved_amount") + F("committed_amount")).filter(held__gt=0)
    rows = list(held.select_related("line__sheet__activity", "line__account").order_by("line_id"))
    amounts = amounts_in(stage, [row.line_id for row in rows])
    short = [row for row in rows if row.held_amount > amounts.get(row.line_id, ZERO)]
    if short:
        raise BelowFunds([(code_of(row.line), amounts.get(row.line_id, ZERO), row.held_amount) for row in short])
