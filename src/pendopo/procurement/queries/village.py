"""Reads of a village's procurement: what everybody sees, what the village's officers work on, what they may do."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet, Sum

from pendopo.accounts.models import Appointment
from pendopo.budget.queries import LineFunds, sources_of_line, village_lines_to_buy_from
from pendopo.kernel.access import ANONYMOUS, Actor, permits
from pendopo.organisations.models import Unit
from pendopo.procurement.access_village import VILLAGERS, seat_in
from pendopo.procurement.models import ActivityTeamMember, VillagePackage, VillageSeller, VillageWay
from pendopo.procurement.states_village import VILLAGE_CHOSEN, VILLAGE_ENDED, VILLAGE_PUBLIC, VillageStatus
from pendopo.procurement.village_rules import members_of, priced_sellers, sellers_of_round

S, W = VillageStatus, VillageWay
SEERS = (*VILLAGERS, "camat", "apip")
BOUGHT = (W.DIRECT, W.QUOTATION, W.AUCTION)
ASKED = (W.QUOTATION, W.AUCTION)
ALL = (*BOUGHT, W.SELF_MANAGED)
OPEN = tuple(one for one in S if one not in VILLAGE_ENDED)

# Act -> permission, whether it is asked for the package (else for its village), statuses, ways. In the road's order.
ACTS: dict[str, tuple[str, bool, tuple[str, ...], tuple[str, ...]]] = {
    "change": ("plan_village", False, (S.DRAFT,), ALL),
    "team": ("lead_village", False, (S.DRAFT, S.ANNOUNCED, S.ASKED), ALL),
    "declare": (
        "declare_village",
        True,
        tuple(one for one in S if one not in VILLAGE_ENDED),
        (*BOUGHT, W.SELF_MANAGED),
    ),
    "announce": ("lead_village", False, (S.DRAFT,), ALL),
    "seller": ("buy_village", True, (S.ANNOUNCED,), BOUGHT),
    "comer": ("buy_village", True, (S.ASKED,), (W.AUCTION,)),
    "ask": ("buy_village", True, (S.ANNOUNCED,), ASKED),
    "offer": ("buy_village", True, (S.ASKED,), ASKED),
    "talk": ("buy_village", True, (S.ANNOUNCED, S.ASKED), BOUGHT),
    "decide": ("buy_village", True, (S.ANNOUNCED, S.ASKED), BOUGHT),
    "fail": ("buy_village", True, (S.ASKED,), ASKED),
    "begin": ("lead_village", False, (S.ANNOUNCED,), (W.SELF_MANAGED,)),
    "agree": ("lead_village", False, (S.DECIDED,), BOUGHT),
    "report": ("buy_village", True, (S.AGREED,), ALL),
    "accept": ("lead_village", False, (S.REPORTED,), ALL),
    "send_back": ("lead_village", False, (S.REPORTED,), ALL),
    "pay": ("pay_village", False, (S.AGREED, S.REPORTED, S.ACCEPTED), ALL),
    "settle": ("lead_village", False, (S.ACCEPTED,), ALL),
    "cancel": ("lead_village", False, (S.DRAFT, S.ANNOUNCED, S.ASKED, S.DECIDED), ALL),
}


@dataclass(frozen=True)
class VillageQuestion:
    """Which packages of villages: words, year, code of the village, way."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    way: str = ""


@dataclass(frozen=True)
class VillageSums:
    """How many packages, and their rupiah."""

    number: int
    ceiling_amount: int
    price_amount: Decimal
    paid_amount: Decimal


def _read() -> QuerySet[VillagePackage]:
    return VillagePackage.objects.select_related("unit", "line__account", "seller", "team")


def public_village_packages() -> QuerySet[VillagePackage]:
    """Announced packages of all villages, the latest first."""
    return _read().filter(status__in=VILLAGE_PUBLIC, announced_at__isnull=False).order_by("-announced_at", "-pk")


def find_village_packages(asked: VillageQuestion) -> QuerySet[VillagePackage]:
    """Announced packages that answer the question."""
    plain = {"year": asked.year, "unit__code": asked.unit, "way": asked.way}
    found = public_village_packages().filter(**{key: value for key, value in plain.items() if value})
    for word in asked.text.split():
        found = found.filter(Q(title__icontains=word) | Q(code__icontains=word) | Q(seller__name__icontains=word))
    return found


def village_sums_of(found: QuerySet[VillagePackage]) -> VillageSums:
    """Sums of the packages that are not cancelled. One query."""
    alive = ~Q(status=S.CANCELLED)
    row = found.order_by().aggregate(
        number=Count("pk"),
        ceiling=Sum("ceiling_amount", filter=alive),
        price=Sum("price_amount", filter=alive),
        paid=Sum("paid_amount", filter=alive),
    )
    zero = Decimal(0)
    return VillageSums(row["number"], int(row["ceiling"] or 0), row["price"] or zero, row["paid"] or zero)


def village_years() -> list[int]:
    """Years of announced packages, latest first. One query."""
    return list(public_village_packages().order_by("-year").values_list("year", flat=True).distinct())


def villages_with_packages() -> list[tuple[str, str]]:
    """(code, name) of villages with announced packages. One query."""
    theirs = public_village_packages().order_by().values("unit_id")
    return list(Unit.objects.filter(pk__in=theirs).order_by("name").values_list("code", "name"))


def public_village_package(code: str) -> VillagePackage | None:
    """One announced package."""
    return public_village_packages().filter(code=code).first()


def public_sellers(package: VillagePackage) -> list[VillageSeller]:
    """Who was asked at which price, once a seller is chosen; nobody before."""
    return sellers_of_round(package) if package.status in VILLAGE_CHOSEN else []


def village_sources(package: VillagePackage) -> list[str]:
    """Codes of the funds that pay the package's row."""
    return sources_of_line(ANONYMOUS, package.line_id)


def team_of(package: VillagePackage) -> list[ActivityTeamMember]:
    """The team by seats."""
    return members_of(package)


def villages_at_work(actor: Actor, on: dt.date) -> list[Unit]:
    """Villages whose procurement the person sees as an officer, 50 at most; those of a kecamatan for its camat."""
    held = Appointment.objects.filter(user_id=actor.pk, role__in=SEERS, from_date__lte=on, ended_at__isnull=True)
    places = [one.unit for one in held.exclude(to_date__lt=on).select_related("unit")[:20]]
    units = Unit.objects.filter(kind="VILLAGE", is_active=True).order_by("name")
    if any(place is None for place in places):
        return list(units[:50])
    inside = Q(pk__in=[])
    for place in filter(None, places):
        inside |= Q(path__startswith=place.path)
    return list(units.filter(inside)[:50])


def sees_village_work(actor: Actor) -> bool:
    """Whether the person has a duty in some village's procurement."""
    return permits(actor, "procurement.see_village")


def village_packages_at_work(actor: Actor, on: dt.date) -> QuerySet[VillagePackage]:
    """Packages of the person's villages, drafts too, unfinished ones first."""
    found = _read().filter(unit__in=[unit.pk for unit in villages_at_work(actor, on)])
    return found.annotate(over=Q(status__in=VILLAGE_ENDED)).order_by("over", "-year", "-pk")


def village_package_at_work(actor: Actor, code: str) -> VillagePackage | None:
    """One package, for an officer of its village, its camat or an auditor."""
    found = _read().filter(code=code).first()
    return found if found is not None and permits(actor, "procurement.see_village", found.unit) else None


def village_to_plan_for(actor: Actor, code: str) -> Unit | None:
    """The village, for somebody who plans its purchases."""
    found = Unit.objects.filter(code=code, kind="VILLAGE").first()
    return found if found is not None and permits(actor, "procurement.plan_village", found) else None


def villages_planned_by(actor: Actor, on: dt.date) -> list[Unit]:
    """Those of the person's villages that she plans for."""
    return [unit for unit in villages_at_work(actor, on) if permits(actor, "procurement.plan_village", unit)]


def rows_to_buy_from(actor: Actor, unit: Unit, year: int, text: str = "") -> list[LineFunds]:
    """Rows of the village's budget with free money. One query."""
    return village_lines_to_buy_from(actor, unit.pk, year, text=text, limit=30)


def village_acts(actor: Actor, package: VillagePackage, now: dt.datetime) -> list[str]:
    """What the person may do with the package now, in the order of the road."""
    return [name for name in ACTS if may_do(actor, package, name, now)]


def may_do(actor: Actor, package: VillagePackage, act: str, now: dt.datetime) -> bool:
    """Whether the person may do the act and the package stands where it is done."""
    permission, of_package, statuses, ways = ACTS[act]
    if package.status not in statuses or package.way not in ways:
        return False
    if not permits(actor, f"procurement.{permission}", package if of_package else package.unit):
        return False
    return _fits(act, package, now)


def _fits(act: str, package: VillagePackage, now: dt.datetime) -> bool:
    """Whether the act has anything to work on now."""
    over = package.deadline_at is not None and now >= package.deadline_at
    if act in ("offer", "fail", "comer"):
        return over
    if act in ("talk", "decide"):
        return (over or package.way == W.DIRECT) and bool(priced_sellers(package))
    if act == "announce":
        return getattr(package, "team", None) is not None
    if act == "pay":
        left = (package.price_amount or 0) - package.paid_amount
        return left > 0 and (package.way == W.SELF_MANAGED or package.status == S.ACCEPTED)
    return True


def own_team_seat(actor: Actor, package: VillagePackage) -> ActivityTeamMember | None:
    """The person's seat in the team."""
    found: ActivityTeamMember | None = seat_in(actor, package)
    return found


def people_for_team(unit: Unit, on: dt.date) -> list[tuple[int, str]]:
    """(account, name) of people of the village's activity teams, by name. One query."""
    held = Appointment.objects.filter(role="tpk", from_date__lte=on, ended_at__isnull=True, user__is_active=True)
    held = held.exclude(to_date__lt=on).filter(unit_id__in=unit.lineage)
    people = get_user_model().objects.filter(pk__in=held.values("user_id")).order_by("name", "pk")
    return [(one.pk, one.label) for one in people[:100]]
