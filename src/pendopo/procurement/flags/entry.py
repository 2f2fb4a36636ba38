"""Flags at entry: counted anew for what an act has changed, and foreseen for what somebody is about to save."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from pendopo.procurement.flags.counting import Scope, keep_all
from pendopo.procurement.models import Contract, Package, ProcurementFlag, Tender
from pendopo.procurement.models.flags import PRESENT

Thing = Package | Tender | Contract


def scope_of(thing: Thing) -> Scope:
    """What the flags of a thing depend on: with a package its runs and contracts, always the groups of its unit."""
    own: dict[str, Any] = {"packages": (), "tenders": (), "contracts": (), "units": (thing.unit_id,)}
    if isinstance(thing, Contract):
        return Scope(**own | {"contracts": (thing.pk,)})
    if isinstance(thing, Tender):
        return Scope(**own | {"tenders": (thing.pk,), "contracts": tuple(thing.contracts.values_list("pk", flat=True))})
    tenders = tuple(thing.tenders.values_list("tender_id", flat=True))
    contracts = tuple(thing.contracts.values_list("pk", flat=True))
    return Scope(packages=(thing.pk,), tenders=tenders, contracts=contracts, units=(thing.unit_id,))


def recount(thing: Thing, now: dt.datetime) -> None:
    """Count the flags of a thing anew, within the act that changed it. One statement, and one for the law."""
    if isinstance(thing, Tender) and thing.practice:
        return
    keep_all(thing.year, now, scope_of(thing))


def flags_on(thing: Thing) -> Q:
    """Which flags are about the thing: its own, and those of groups that it belongs to."""
    if isinstance(thing, Contract):
        return Q(contract=thing) | Q(code="ID-REPEAT", unit=thing.unit_id, supplier=thing.supplier_id)
    if isinstance(thing, Tender):
        return Q(tender=thing)
    member = Q(code="ID-SPLIT", unit=thing.unit_id, inputs__members__contains=[thing.pk])
    runs = Q(tender__packages__package=thing)
    return Q(package=thing) | runs | member


@dataclass(frozen=True)
class Foreseen:
    """What would be: the flags that a thing would carry, and what `beside` gave before and after."""

    flags: list[ProcurementFlag] = field(default_factory=list)
    before: Any = None
    after: Any = None


def foresee(act: Callable[[], Thing], now: dt.datetime, beside: Callable[[], Any] = lambda: None) -> Foreseen:
    """Do the act, look at its flags, and undo it: exactly the rules that would count afterwards, nothing is kept.

    Raises what the act raises.
    """
    before = beside()
    with transaction.atomic():
        thing = act()
        recount(thing, now)
        found = ProcurementFlag.objects.filter(PRESENT & flags_on(thing), year=thing.year).distinct()
        flags = list(found.select_related("rule", "unit", "package", "tender", "contract").order_by("code", "pk"))
        after = beside()
        transaction.set_rollback(True)
    return Foreseen(flags, before, after)
