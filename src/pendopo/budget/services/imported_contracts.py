"""Contracts of another system, bound in the ledger all at once; what the ceilings do not bear is given back as refused.

One by one they would need a dozen queries each. Locks as in `budget.funds`: stage, balances, holds, ceilings.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum

from pendopo.audit.services import record
from pendopo.budget.funds import ZERO, Amounts, FundsExceeded, amounts_in, code_of, lock_balances, lock_bearing_stage
from pendopo.budget.models import FundsBalance, FundsHold, FundsStep, LedgerEntry, Line, Pagu, Stage
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

BATCH = 1_000
Place = tuple[int, int, int]
"""(unit id, sub kegiatan id, occurrence)."""


@dataclass
class _Books:
    """What is held before and after: rows under their locks, and the entries to be written."""

    actor: Actor
    now: dt.datetime
    lines: dict[int, Line]
    balances: dict[int, FundsBalance]
    holds: dict[tuple[str, int], FundsHold]
    free: dict[str, Decimal]
    entries: list[LedgerEntry] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)


@transaction.atomic
def bind_imported_contracts(
    *, year: int, contracts: Mapping[str, Amounts], actor: Actor, now: dt.datetime
) -> dict[str, FundsExceeded]:
    """Bind what each holder (`procurement.contract:<key>`) has to have of its lines, in the order given.

    Called again, only what differs is bound or given back. Gives the holders that were refused whole, each with the
    line that cannot bear it. The number of queries does not grow with the contracts. Raises PermissionDenied.
    """
    require(actor, "budget.bind_imported_contracts")
    wanted = {holder: amounts for holder, amounts in contracts.items() if amounts}
    if not wanted:
        return {}
    books = _open(year, wanted, actor, now)
    own = _by_holder(books)
    refused: dict[str, FundsExceeded] = {}
    for holder, amounts in wanted.items():
        refusal = _bind(books, holder, amounts, own.get(holder, {}))
        if refusal:
            refused[holder] = refusal
    _write(books, year)
    return {holder: _in_the_end(books, refusal) for holder, refusal in refused.items()}


def _open(year: int, wanted: Mapping[str, Amounts], actor: Actor, now: dt.datetime) -> _Books:
    """Lock and read everything the contracts touch."""
    held_before = FundsHold.objects.filter(holder__in=list(wanted), step=FundsStep.COMMIT)
    ids = {pk for amounts in wanted.values() for pk in amounts} | set(held_before.values_list("line_id", flat=True))
    found = Line.objects.filter(pk__in=ids, sheet__year=year, sheet__owner=None)
    lines = {line.pk: line for line in found.select_related("sheet__activity", "account").order_by("pk")}
    stage = lock_bearing_stage(next(iter(lines.values())), early=False)
    balances = lock_balances(lines.values())
    holds = held_before.order_by("line_id", "pk").select_for_update(no_key=True)
    keyed = {(hold.holder, hold.line_id): hold for hold in holds}
    return _Books(actor, now, lines, balances, keyed, _free(lines, balances, stage))


def _free(lines: Mapping[int, Line], balances: Mapping[int, FundsBalance], stage: Stage | None) -> dict[str, Decimal]:
    """Pot -> what may still be bound of it: the line's own amount, or the ceiling that imported lines share."""
    own = [pk for pk, line in lines.items() if not line.imported]
    borne = amounts_in(stage, own)
    free = {_pot(lines[pk]): borne.get(pk, ZERO) - balances[pk].held_amount for pk in own}
    sheets = {line.sheet_id: line.sheet for line in lines.values() if line.imported}
    places: dict[Place, Decimal] = {}
    if stage and sheets:
        units = {sheet.unit_id for sheet in sheets.values()}
        ceilings = Pagu.objects.filter(stage=stage, unit_id__in=units).order_by("pk").select_for_update(no_key=True)
        places = {(row.unit_id, row.activity_id, row.sequence): Decimal(row.amount) for row in ceilings}
    rows = FundsBalance.objects.filter(line__sheet__in=sheets).values_list("line__sheet")
    held = dict(rows.annotate(held=Sum(F("reserved_amount") + F("committed_amount"))))
    for pk, sheet in sheets.items():
        ceiling = places.get((sheet.unit_id, sheet.activity_id or 0, sheet.sequence), ZERO)
        free[f"sheet {pk}"] = ceiling - held.get(pk, ZERO)
    return free


def _pot(line: Line) -> str:
    return f"sheet {line.sheet_id}" if line.imported else f"line {line.pk}"


def _by_holder(books: _Books) -> dict[str, dict[int, Decimal]]:
    """Holder -> line -> what it has now."""
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for (holder, line_id), hold in books.holds.items():
        found[holder][line_id] = hold.amount
    return found


def _bind(books: _Books, holder: str, amounts: Amounts, before: Mapping[int, Decimal]) -> FundsExceeded | None:
    """Move the holder's holds to the amounts; or say which line cannot bear them, and move nothing."""
    steps = {pk: amounts.get(pk, ZERO) - before.get(pk, ZERO) for pk in {*amounts, *before}}
    steps = {pk: step for pk, step in sorted(steps.items()) if step and pk in books.lines}
    more: dict[str, Decimal] = defaultdict(Decimal)
    for pk, step in steps.items():
        more[_pot(books.lines[pk])] += step
    for pk in steps:
        line = books.lines[pk]
        pot = _pot(line)
        if more[pot] > 0 and more[pot] > books.free[pot]:
            return FundsExceeded(pk, code_of(line), more[pot], books.free[pot])
    for pk, step in steps.items():
        _move(books, holder, pk, step, again=bool(before))
    return None


def _in_the_end(books: _Books, refusal: FundsExceeded) -> FundsExceeded:
    """The refusal with what is free after all others: the same contracts give the same answer again."""
    free = books.free[_pot(books.lines[refusal.line_id])]
    return FundsExceeded(refusal.line_id, refusal.code, refusal.wanted_amount, free)


def _move(books: _Books, holder: str, line_id: int, step: Decimal, *, again: bool) -> None:
    hold = books.holds.setdefault((holder, line_id), FundsHold(line_id=line_id, holder=holder, step=FundsStep.COMMIT))
    step = max(step, hold.used_amount - hold.amount)
    hold.amount += step
    books.balances[line_id].committed_amount += step
    books.free[_pot(books.lines[line_id])] -= step
    books.moved.add(line_id)
    if step:
        books.entries.append(
            LedgerEntry(
                line_id=line_id,
                step=FundsStep.COMMIT if step > 0 else FundsStep.RELEASE,
                source=f"{holder}@{books.now:%Y%m%d%H%M%S}" if again else holder,
                holder=holder,
                amount=abs(step),
                actor_pk=str(books.actor.pk or ""),
                actor_label=books.actor.label,
                at=books.now,
            )
        )


def _write(books: _Books, year: int) -> None:
    """Store holds, balances and entries, and one line in the log for all of them."""
    if not books.entries:
        return
    changed = [hold for (_holder, line_id), hold in books.holds.items() if line_id in books.moved]
    kept = [hold for hold in changed if hold.pk is not None]
    FundsHold.objects.bulk_create([hold for hold in changed if hold.pk is None], batch_size=BATCH)
    FundsHold.objects.bulk_update(kept, ["amount"], batch_size=BATCH)
    moved = [books.balances[pk] for pk in books.moved]
    FundsBalance.objects.bulk_update(moved, ["committed_amount"], batch_size=BATCH)
    LedgerEntry.objects.bulk_create(books.entries, batch_size=BATCH)
    total = sum((one.amount if one.step == FundsStep.COMMIT else -one.amount for one in books.entries), ZERO)
    data = {"year": year, "amount": str(total), "lines": len(books.moved), "source": "procurement.isb"}
    first = books.lines[min(books.moved)]
    record(actor=books.actor, event="budget.funds.committed", subject=first, now=books.now, data=data)
    topics.touch(f"funds:{year}")
