"""The plan of a village's procurement: packages from rows of its budget, the team, the announcement."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from pendopo.budget.models import Line
from pendopo.budget.queries import funds_of_lines
from pendopo.budget.services import release_funds, reserve_funds
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.procurement.access_village import HEAD, PAYER
from pendopo.procurement.models import ActivityTeam, ActivityTeamMember, VillagePackage
from pendopo.procurement.states_village import VILLAGE, VILLAGE_ENDED, VillageStatus
from pendopo.procurement.tendering import declaration_text
from pendopo.procurement.village_rules import VillageRefused, check_way, refuse_unready_team, road_on
from pendopo.procurement.villaging import VillageValues, locked_village, tell_village

BARRED = (HEAD, PAYER)
"""Whoever accepts the work or pays for it has no seat in the team."""


@transaction.atomic
def compose_village_package(
    *, unit_id: int, line_id: int, values: VillageValues, actor: Actor, now: dt.datetime, demo: bool = False
) -> VillagePackage:
    """Begin a package of the village from one row of its budget; nobody outside sees it yet.

    Raises VillageRefused (line, line_amount, way_limit, self_managed_first), PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "procurement.plan_village", unit)
    line = Line.objects.select_related("sheet").filter(pk=line_id, sheet__owner=unit).first()
    if line is None:
        raise VillageRefused("line")
    _check(values, line, actor, now)
    package = VillagePackage.objects.create(
        unit=unit, year=line.sheet.year, line=line, code=f"sementara-{now.timestamp()}", created_at=now, demo=demo,
        **vars(values),
    )  # fmt: skip
    package.code = f"DESA-{package.year}-{package.pk:05d}"
    package.save(update_fields=["code"])
    tell_village(package, "village_package.composed", actor, now)
    return package


def _check(values: VillageValues, line: Line, actor: Actor, now: dt.datetime) -> None:
    check_way(
        way=values.way, kind=values.kind, amount=values.ceiling_amount, reason=values.way_reason,
        day=timezone.localdate(now),
    )  # fmt: skip
    funds = funds_of_lines(actor, [line.pk])
    free = funds[0].free_amount if funds else 0
    if values.ceiling_amount <= 0 or values.ceiling_amount > free:
        raise VillageRefused("line_amount", amount=free)


@transaction.atomic
def change_village_package(*, package_id: int, values: VillageValues, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Change a draft. Raises VillageRefused (announced, and as when composed), PermissionDenied."""
    package = locked_village(package_id)
    require(actor, "procurement.plan_village", package.unit)
    if package.status != VillageStatus.DRAFT:
        raise VillageRefused("announced")
    _check(values, package.line, actor, now)
    for name, value in vars(values).items():
        setattr(package, name, value)
    package.save(update_fields=list(vars(values)))
    tell_village(package, "village_package.changed", actor, now)
    return package


@transaction.atomic
def name_activity_team(
    *, package_id: int, number: str, date: dt.date, seats: Mapping[int, str], actor: Actor, now: dt.datetime
) -> ActivityTeam:
    """The village head names the team by a decree: account -> seat. Who stays keeps the declaration.

    Raises VillageRefused (ended, future, team_size; barred and no_tpk with `names`), PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    if package.status in VILLAGE_ENDED:
        raise VillageRefused("ended")
    if date > timezone.localdate(now):
        raise VillageRefused("future")
    people = list(get_user_model().objects.filter(pk__in=seats, is_active=True))
    wanted = road_on(timezone.localdate(now))["team_members"]
    if len(people) != wanted or sorted(seats.values()) != ["CHAIR", *["MEMBER"] * (wanted - 2), "SECRETARY"]:
        raise VillageRefused("team_size", number=wanted)
    _refuse_people(people, package, timezone.localdate(now))
    stated = {"decree_number": number.strip(), "decree_date": date, "named_at": now}
    team, _new = ActivityTeam.objects.update_or_create(package=package, defaults=stated)
    team.members.exclude(user__in=people).delete()
    team.members.update(seat="MEMBER")
    for one in people:
        ActivityTeamMember.objects.update_or_create(team=team, user=one, defaults={"seat": seats[one.pk]})
    names = ", ".join(one.label for one in people)
    tell_village(package, "activity_team.named", actor, now, number=team.decree_number, members=names)
    return team


def _refuse_people(people: Sequence[Any], package: VillagePackage, day: dt.date) -> None:
    def those(held: bool, *roles: str) -> str:
        found = [one for one in people if any(one.holds(r, package.unit, day) for r in roles) == held]
        return ", ".join(one.label for one in found)

    if names := those(True, *BARRED):
        raise VillageRefused("barred", names=names)
    if names := those(False, "tpk"):
        raise VillageRefused("no_tpk", names=names)


@transaction.atomic
def declare_team_interest(*, package_id: int, interest: str, actor: Actor, now: dt.datetime) -> ActivityTeamMember:
    """A member declares to have no interest, or states one: then the team needs another member. At any time.

    Raises VillageRefused (ended), PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.declare_village", package)
    if package.status in VILLAGE_ENDED:
        raise VillageRefused("ended")
    member = package.team.members.get(user_id=actor.pk)
    member.declared_at, member.declaration, member.interest = now, declaration_text(), interest.strip()[:1000]
    member.save(update_fields=["declared_at", "declaration", "interest"])
    what = "activity_team.interest_stated" if member.interest else "activity_team.declared"
    tell_village(package, what, actor, now)
    return member


@transaction.atomic
def announce_village_package(*, package_id: int, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Show the plan to everybody and reserve its money in the row.

    Raises VillageRefused (no_team, undeclared, interest, way_limit, self_managed_first), FundsExceeded, MoveRefused,
    PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    check_way(
        way=package.way, kind=package.kind, amount=package.ceiling_amount, reason=package.way_reason,
        day=timezone.localdate(now),
    )  # fmt: skip
    VILLAGE.move(package, "announce")
    refuse_unready_team(package)
    package.announced_at = now
    package.save(update_fields=["status", "announced_at"])
    amounts = {package.line_id: Decimal(package.ceiling_amount)}
    reserve_funds(amounts=amounts, source=package.holder, actor=actor, now=now)
    tell_village(package, "village_package.announced", actor, now, amount=str(package.ceiling_amount))
    return package


@transaction.atomic
def cancel_village_package(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Give up a package before it is agreed; its money is free again. Raises VillageRefused (reason), MoveRefused."""
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    if not reason.strip():
        raise VillageRefused("reason")
    VILLAGE.move(package, "cancel")
    package.cancelled_at, package.cancel_reason = now, reason.strip()[:500]
    package.save(update_fields=["status", "cancelled_at", "cancel_reason"])
    release_funds(holder=package.holder, source=f"{package.holder}#batal", actor=actor, now=now)
    tell_village(package, "village_package.cancelled", actor, now, reason=package.cancel_reason)
    return package
