"""What a form would lead to, before it is saved: the act is done, looked at and undone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.procurement import planning
from pendopo.procurement.contracting import Amounts, ContractValues
from pendopo.procurement.flags.entry import Foreseen, foresee
from pendopo.procurement.models import Contract, Package, Tender
from pendopo.procurement.planning import PackageValues, Shares
from pendopo.procurement.queries.targets import target_of_unit
from pendopo.procurement.services.contracts import draft_contract
from pendopo.procurement.services.packages import change_package, compose_package
from pendopo.procurement.services.preparing import prepare_tender, set_hps
from pendopo.procurement.services.running import announce_tender
from pendopo.procurement.tendering import HpsValues, RunValues

COMPOSE = "procurement.compose_package"


@transaction.atomic
def foresee_new_package(
    *, unit_id: int, year: int, values: PackageValues, shares: Shares, actor: Actor, now: dt.datetime
) -> Foreseen:
    """The flags that a new package would carry, and its unit's targets before and after; nothing is kept.

    Raises ShareRefused, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, COMPOSE, unit)
    given: dict[str, Any] = {
        "unit_id": unit_id,
        "year": year,
        "values": values,
        "shares": shares,
        "actor": actor,
        "now": now,
    }
    return foresee(lambda: compose_package(**given), now, lambda: target_of_unit(unit, year, now))


@transaction.atomic
def foresee_package(
    *, package_id: int, values: PackageValues, shares: Shares, actor: Actor, now: dt.datetime
) -> Foreseen:
    """The flags that a package would carry when it is changed so, also by a revision; nothing is kept.

    Raises ShareRefused, MoveRefused, PermissionDenied.
    """
    package = Package.objects.select_related("unit").get(pk=package_id)
    require(actor, COMPOSE, package.unit)

    def change() -> Package:
        changed = change_package(package_id=package_id, values=values, shares=shares, actor=actor, now=now)
        planning.apply(changed, values, shares)
        return changed

    return foresee(change, now, lambda: target_of_unit(package.unit, package.year, now))


@transaction.atomic
def foresee_contract(
    *, package_id: int, supplier_id: int, values: ContractValues, shares: Amounts, actor: Actor, now: dt.datetime
) -> Foreseen:
    """The flags that a contract would carry when it is drafted so; nothing is kept.

    Raises ContractRefused, PermissionDenied.
    """
    package = Package.objects.select_related("unit").get(pk=package_id)
    require(actor, "procurement.draft_contract", package.unit)

    def draft() -> Contract:
        return draft_contract(
            package_id=package_id, supplier_id=supplier_id, values=values, shares=shares, actor=actor, now=now
        )

    return foresee(draft, now)


@transaction.atomic
def foresee_announcement(*, tender_id: int, actor: Actor, now: dt.datetime) -> Foreseen:
    """The flags that a run would carry once it is announced; nothing is announced.

    Raises TenderUnready with the list of what is missing, MoveRefused, PermissionDenied.
    """
    tender = Tender.objects.select_related("unit").get(pk=tender_id)
    require(actor, "procurement.announce_tender", tender)
    return foresee(lambda: announce_tender(tender_id=tender_id, actor=actor, now=now), now)


@transaction.atomic
def foresee_tender(*, package_ids: Sequence[int], values: RunValues, actor: Actor, now: dt.datetime) -> Foreseen:
    """The flags that a run would carry when it is begun so; nothing is kept. Raises TenderRefused, PermissionDenied."""
    package = Package.objects.select_related("unit").get(pk=package_ids[0])
    require(actor, "procurement.prepare_tender", package.unit)
    return foresee(lambda: prepare_tender(package_ids=package_ids, values=values, actor=actor, now=now), now)


@transaction.atomic
def foresee_hps(*, tender_id: int, lines: Sequence[HpsValues], note: str, actor: Actor, now: dt.datetime) -> Foreseen:
    """The flags that a run would carry once this estimate is decided; nothing is kept.

    Raises TenderRefused, PermissionDenied.
    """
    tender = Tender.objects.select_related("unit").get(pk=tender_id)
    require(actor, "procurement.write_hps", tender.unit)

    def estimate() -> Tender:
        tender.hps_amount = set_hps(tender_id=tender_id, lines=lines, note=note, actor=actor, now=now).total_amount
        tender.save(update_fields=["hps_amount"])
        return tender

    return foresee(estimate, now)
