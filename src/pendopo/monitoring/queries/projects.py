"""Works that are followed: lists with filters and sums, one work."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from pendopo.kernel.access import Actor
from pendopo.monitoring.models import ContractExecution, Project
from pendopo.organisations.models import Unit
from pendopo.procurement.models import Contract

ORDERS = {
    "": ("-value_amount", "pk"),
    "nama": ("title", "pk"),
    "selesai": ("ends_date", "pk"),
    "deviasi": ("deviation", "pk"),
    "nilai": ("value_amount", "pk"),
    "-nilai": ("-value_amount", "pk"),
    "bayar": ("-paid_amount", "pk"),
}


@dataclass(frozen=True)
class ProjectQuestion:
    """What a list of works is asked for; empty parts ask for everything."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    desa: str = ""
    kecamatan: str = ""
    kind: str = ""
    phase: str = ""
    standing: str = ""
    sort: str = ""


@dataclass(frozen=True)
class ProjectSums:
    """How many works a list holds, what they are worth and what is paid of them, rupiah; how many stand how."""

    number: int
    amount: Decimal
    paid: Decimal
    by_standing: dict[str, int]


def projects_visible_to(actor: Actor) -> QuerySet[Project]:
    """Every work that is followed is open to everybody: its contract is signed."""
    return Project.objects.all()


def find_projects(found: QuerySet[Project], asked: ProjectQuestion) -> QuerySet[Project]:
    """The works of a list that answer the question, in its order."""
    plain = {
        "year": asked.year, "unit__code": asked.unit, "desa_id": asked.desa, "kind": asked.kind,
        "desa__kecamatan__slug": asked.kecamatan,
        "phase": asked.phase, "standing": asked.standing,
    }  # fmt: skip
    found = found.filter(**{key: value for key, value in plain.items() if value})
    for word in asked.text.split():
        found = found.filter(Q(title__icontains=word) | Q(code__iexact=word) | Q(carried_out_by__icontains=word))
    return found.select_related("unit").order_by(*ORDERS.get(asked.sort, ORDERS[""]))


def sums_of(found: QuerySet[Project]) -> ProjectSums:
    """The sums of a list. One query."""
    rows = list(
        found.order_by()
        .values_list("standing")
        .annotate(number=Count("pk"), amount=Sum("value_amount", default=0), paid=Sum("paid_amount", default=0))
    )
    return ProjectSums(
        sum(row[1] for row in rows),
        sum((row[2] for row in rows), Decimal(0)),
        sum((row[3] for row in rows), Decimal(0)),
        {row[0]: row[1] for row in rows},
    )


def project_years(actor: Actor) -> list[int]:
    """The years that have works, latest first. One query."""
    return list(projects_visible_to(actor).order_by("-year").values_list("year", flat=True).distinct())


def units_with_projects(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of units that have works, by name. One query."""
    theirs = projects_visible_to(actor).filter(unit=OuterRef("pk"))
    return list(Unit.objects.filter(Exists(theirs)).order_by("name").values_list("code", "name"))


def project_at(actor: Actor, code: str) -> Project | None:
    """One work; None where there is none."""
    found = projects_visible_to(actor).select_related("unit", "package", "desa").filter(code=code)
    return found.first()


def contract_of(project: Project) -> Contract | None:
    """The contract that a work carries out; none of a self-managed one."""
    found = Contract.objects.select_related("supplier__organisation", "tender", "package")
    return found.filter(pk__in=ContractExecution.objects.filter(project=project).values("contract_id")).first()


def kecamatan_of_projects(found: QuerySet[Project]) -> list[dict[str, Any]]:
    """The kecamatan of a list of works with their number and worth, most works first. One query."""
    grouped = found.filter(desa__isnull=False).order_by().values("desa__kecamatan__name", "desa__kecamatan__slug")
    rows = grouped.annotate(number=Count("pk"), amount=Sum("value_amount")).order_by("-number", "desa__kecamatan__name")
    return [
        {
            "name": row["desa__kecamatan__name"],
            "slug": row["desa__kecamatan__slug"],
            "number": row["number"],
            "amount": row["amount"],
        }
        for row in rows[:60]
    ]


def kecamatan_with_projects(actor: Actor) -> list[tuple[str, str]]:
    """(slug, name) of the kecamatan where works are, by name. One query."""
    rows = projects_visible_to(actor).filter(desa__isnull=False).order_by("desa__kecamatan__name")
    return list(rows.values_list("desa__kecamatan__slug", "desa__kecamatan__name").distinct())
