"""What waits in villages' procurement for a head, a finance officer or a team; a few queries, however many packages."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.kernel.access import Actor
from pendopo.kernel.tasks import Task
from pendopo.organisations.models import Unit
from pendopo.procurement.access_village import HEAD, PAYER
from pendopo.procurement.models import ActivityTeamMember, VillagePackage, VillageWay
from pendopo.procurement.queries.village import OPEN, villages_at_work
from pendopo.procurement.states_village import VillageStatus

S, W = VillageStatus, VillageWay
MOST = 5
"""So many packages for each duty are named one by one."""
UNPAID = Q(paid_amount__lt=F("price_amount"))


def village_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """The actor's tasks: declarations, what the team does next, what head and finance officer decide and pay."""
    seats = list(
        ActivityTeamMember.objects.filter(user_id=actor.pk, team__package__status__in=OPEN)
        .select_related("team__package__unit")
        .order_by("team__package_id")[:50]
    )
    for seat in [one for one in seats if one.declared_at is None][:MOST]:
        yield _task(_("Declare that you have no tie"), seat.team.package, "declare", since=seat.team.named_at)
    yield from _of_team([seat.team.package for seat in seats if seat.counts], now)
    today = timezone.localdate(now)
    places = villages_at_work(actor, today)
    yield from _of_head([unit for unit in places if actor.holds(HEAD, unit, today)])
    payers = [unit for unit in places if actor.holds(PAYER, unit, today)]
    for package in _of(payers, Q(status=S.ACCEPTED) & UNPAID):
        yield _task(_("Pay, with the kuitansi"), package, "pay", since=package.accepted_at)


def _of_team(packages: Sequence[VillagePackage], now: dt.datetime) -> Iterator[Task]:
    """The next step of packages that wait for their team."""
    steps = [(package, _team_step(package, now)) for package in packages]
    for package, title in [one for one in steps if one[1]][:MOST]:
        since = package.agreed_at or package.deadline_at or package.announced_at
        yield _task(title, package, "", since=since)


def _team_step(package: VillagePackage, now: dt.datetime) -> str:
    if package.status == S.AGREED:
        return _("Report that everything is there")
    if package.status == S.ANNOUNCED and package.way != W.SELF_MANAGED:
        return _("Look at prices and choose a seller")
    over = package.deadline_at is not None and now >= package.deadline_at
    return _("Open the quotations and choose a seller") if package.status == S.ASKED and over else ""


def _of_head(places: Sequence[Unit]) -> Iterator[Task]:
    """What the village head names, orders, approves, accepts and closes."""
    words: dict[str, tuple[str, str]] = {
        S.DRAFT: (_("Name the team and announce the plan"), ""),
        S.ANNOUNCED: (_("Order the self-managed work to begin"), "begin"),
        S.DECIDED: (_("Approve the agreement with the seller"), "agree"),
        S.REPORTED: (_("Look at the result and accept it"), "accept"),
        S.ACCEPTED: (_("Close the package"), "settle"),
    }
    asked = Q(status__in=[S.DRAFT, S.DECIDED, S.REPORTED])
    asked |= Q(status=S.ANNOUNCED, way=W.SELF_MANAGED) | (Q(status=S.ACCEPTED) & ~UNPAID)
    for package in _of(places, asked):
        title, act = words[package.status]
        since = package.accepted_at or package.reported_at or package.decided_at or package.announced_at
        yield _task(title, package, act, since=since or package.created_at)


def _of(places: Sequence[Unit], asked: Q) -> QuerySet[VillagePackage] | list[VillagePackage]:
    """The packages that have waited longest. One query, none without a place."""
    if not places:
        return []
    return VillagePackage.objects.filter(asked, unit__in=places).select_related("unit").order_by("pk")[:MOST]


def _task(title: str, package: VillagePackage, act: str, **more: Any) -> Task:
    given = {"code": package.code}
    name = "village_act" if act else "village_work"
    url = reverse(f"procurement:{name}", kwargs=given | ({"act": act} if act else {}))
    return Task(title, url, about=package.title, source=package.unit.name, **more)
