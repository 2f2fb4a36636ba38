"""Packages of the plan: lists with filters and sums, one package, what may be done with it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from pendopo.budget.queries import LineFunds, funds_of_lines, lines_to_buy_from
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.sql import read
from pendopo.organisations.models import Unit
from pendopo.procurement.models import MethodRule, Package, PackageVersion
from pendopo.procurement.planning import shares_of, values_of
from pendopo.procurement.rules import Proposal, proposals
from pendopo.procurement.states import PACKAGE, PACKAGE_EDITABLE

SEE = "procurement.see_packages"
ORDERS = {"": ("-ceiling_amount", "pk"), "baru": ("-announced_at", "-pk"), "nama": ("title", "pk")}
ACTIONS = {
    "approve": "procurement.approve_package",
    "return": "procurement.approve_package",
    "return_revision": "procurement.approve_package",
    "announce": "procurement.announce_package",
    "revise": "procurement.revise_package",
    "cancel": "procurement.announce_package",
}


@dataclass(frozen=True)
class PackageQuestion:
    """What a list of packages is asked for; empty parts ask for everything."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    method: str = ""
    kind: str = ""
    status: str = ""
    umk: bool = False
    sort: str = ""


@dataclass(frozen=True)
class PackageSums:
    """How many packages a list holds and what they come to, whole rupiah; of those, marked for UMK and as PDN."""

    number: int
    amount: int
    umk_amount: int
    pdn_amount: int


def packages_visible_to(actor: Actor, unit: Unit | None = None) -> QuerySet[Package]:
    """What was announced once is open to everybody; drafts of a unit to its officials (name the unit)."""
    if unit is not None and permits(actor, SEE, unit):
        return Package.objects.filter(unit=unit)
    return Package.objects.filter(version__gt=0)


def find_packages(found: QuerySet[Package], asked: PackageQuestion) -> QuerySet[Package]:
    """The packages of a list that answer the question, in its order."""
    plain = {"year": asked.year, "unit__code": asked.unit, "method": asked.method, "kind": asked.kind}
    found = found.filter(**{key: value for key, value in plain.items() if value})
    if asked.status:
        found = found.filter(status=asked.status)
    if asked.umk:
        found = found.filter(is_umk=True)
    for word in asked.text.split():
        codes = Q(code__iexact=word) | Q(external_codes__contains=[word])
        found = found.filter(Q(title__icontains=word) | codes)
    order = ORDERS.get(asked.sort, ORDERS[""])
    return found.select_related("unit").order_by(*order)


def summary_of(found: QuerySet[Package]) -> tuple[PackageSums, list[tuple[str, int, int]]]:
    """The sums of a list, and (method, packages, whole rupiah), the largest first. One query."""
    rows = list(
        found.order_by()
        .values_list("method")
        .annotate(
            number=Count("pk"),
            amount=Sum("ceiling_amount", default=0),
            umk=Sum("ceiling_amount", filter=Q(is_umk=True), default=0),
            pdn=Sum("ceiling_amount", filter=Q(is_pdn=True), default=0),
        )
    )
    totals = [sum(row[place] for row in rows) for place in range(1, 5)]
    return PackageSums(*totals), sorted((row[:3] for row in rows), key=lambda row: -row[2])


def package_years(actor: Actor) -> list[int]:
    """The years that have announced packages, latest first. Two short queries, however many packages there are."""
    span = packages_visible_to(actor).aggregate(first=Min("year"), last=Max("year"))
    if span["first"] is None:
        return []
    query = """
        SELECT y AS year FROM generate_series(%(first)s::int, %(last)s::int) y
        WHERE EXISTS (SELECT FROM procurement_package p WHERE p.year = y AND p.version > 0) ORDER BY y DESC
    """
    return [row["year"] for row in read(query, **span)]


def units_with_packages(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of units that have announced packages, by name. One query."""
    theirs = packages_visible_to(actor).filter(unit=OuterRef("pk"))
    return list(Unit.objects.filter(Exists(theirs)).order_by("name").values_list("code", "name"))


def package_at(actor: Actor, code: str) -> Package | None:
    """One package: announced ones for everybody, others for the officials of its unit. None where there is none."""
    package = Package.objects.select_related("unit").filter(code=code).first()
    if package is None or not (package.version or permits(actor, SEE, package.unit)):
        return None
    return package


def sees_work_on(actor: Actor, package: Package) -> bool:
    """Whether the person sees drafts and revisions of the package's unit."""
    return permits(actor, SEE, package.unit)


def versions_of(package: Package) -> list[PackageVersion]:
    """The announcements of a package, latest first."""
    return list(package.versions.order_by("-number"))


def lines_of(actor: Actor, package: Package) -> list[tuple[LineFunds, int]]:
    """The package's budget lines with what it takes of each, whole rupiah, by code."""
    shares = shares_of(package)
    return [(line, shares[line.id]) for line in funds_of_lines(actor, shares)]


def actions_of(actor: Actor, package: Package) -> list[str]:
    """The steps that the person may do with the package now."""
    found = PACKAGE.actions_from(package.status, lambda action: _may(actor, package, action))
    return [action for action in found if action != ("return" if package.version else "return_revision")]


def _may(actor: Actor, package: Package, action: str) -> bool:
    return action in ACTIONS and permits(actor, ACTIONS[action], package.unit)


def may_compose(actor: Actor, unit: Unit) -> bool:
    """Whether the person composes packages of the unit."""
    return permits(actor, "procurement.compose_package", unit)


def proposals_for(*, kind: str, amount: int, day: dt.date) -> list[Proposal]:
    """The methods that the law of the day allows for a kind and value (rupiah), the first one first."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return proposals(MethodRule.objects.filter(at, kind=kind), kind=kind, amount=amount)


read_values = values_of
read_shares = shares_of


def units_at_work(actor: Actor) -> list[Unit]:
    """The units whose packages the person sees at work, by name; at most fifty. One query."""
    roles = ("ppk", "pejabat_pengadaan", "pptk", "pa", "kpa", "head", "staff")
    found = [grant for grant in getattr(actor, "posts", list)() if grant.role in roles]
    whole = any(grant.unit_id is None for grant in getattr(actor, "posts", list)() if grant.role in WHOLE)
    if whole:
        return list(Unit.objects.filter(is_active=True, kind="OPD").order_by("name")[:200])
    return list(Unit.objects.filter(pk__in={grant.unit_id for grant in found if grant.unit_id}).order_by("name")[:50])


WHOLE = ("tapd", "ppkd", "apip", "ukpbj", "pejabat_pengadaan")
"""Duties for the whole regency that look at the packages of every unit."""


def unit_at_work(actor: Actor, code: str) -> Unit | None:
    """The unit of the code, for somebody who sees its packages at work."""
    unit = Unit.objects.filter(code=code).first()
    return unit if unit is not None and permits(actor, SEE, unit) else None


def packages_of_units(units: list[Unit]) -> QuerySet[Package]:
    """All packages of the units, drafts too (the caller has asked who may see them)."""
    return Package.objects.filter(unit__in=units)


def editable_by(actor: Actor, package: Package) -> bool:
    """Whether the person may change the package now."""
    return package.status in PACKAGE_EDITABLE and may_compose(actor, package.unit)


def drafts_beside(actor: Actor, package: Package) -> list[Package]:
    """Other drafts of the unit and year that were never announced, by name; at most fifty. One query."""
    rows = Package.objects.filter(unit=package.unit_id, year=package.year, status="DRAFT", version=0)
    return list(rows.exclude(pk=package.pk).order_by("title", "pk")[:50])


def lines_to_choose(actor: Actor, unit: Unit, year: int, *, chosen: set[int], text: str) -> list[LineFunds]:
    """Lines that stand in the package already, then lines of the unit with free money that the words find."""
    kept = funds_of_lines(actor, chosen)
    more = lines_to_buy_from(actor, unit.pk, year, text=text)
    return [*kept, *(row for row in more if row.id not in chosen)]
