"""Reading proposals: everybody's list, one proposal, what may be done with it, the lines that could fund it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from pendopo.budget.models import Line, Proposal
from pendopo.budget.states import PROPOSAL, ProposalStatus
from pendopo.kernel.access import Actor, permits

PROPOSAL_PERMISSIONS = {
    "accept": "budget.judge_proposal",
    "fund": "budget.fund_proposal",
    "refuse": "budget.judge_proposal",
    "unfund": "budget.fund_proposal",
    "look_again": "budget.judge_proposal",
}
MOST_LINES = 500


@dataclass(frozen=True)
class ProposalsAsked:
    """Filters: words of the title or the code, origin, status, code of the unit, code of the village."""

    text: str = ""
    origin: str = ""
    status: str = ""
    unit: str = ""
    desa: str = ""


def proposals_of(year: int, asked: ProposalsAsked) -> QuerySet[Proposal]:
    """The proposals of a year that the filters leave, newest first; they are public."""
    rows = Proposal.objects.filter(year=year).select_related("unit", "desa__kecamatan", "line__sheet__activity")
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(code__iexact=asked.text))
    given = {"origin": asked.origin, "status": asked.status, "unit__code": asked.unit, "desa__code": asked.desa}
    return rows.filter(**{key: value for key, value in given.items() if value})


def proposal_years() -> list[int]:
    """The years that something was asked of, newest first. One query."""
    return list(Proposal.objects.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class ProposalSum:
    """How many proposals have a status, and what they ask for together, whole rupiah."""

    status: str
    label: str
    number: int
    amount: int


def proposal_sums(year: int) -> list[ProposalSum]:
    """For each status, in the order of the way. One query."""
    rows = Proposal.objects.filter(year=year).order_by().values("status")
    found = {row["status"]: row for row in rows.annotate(number=Count("pk"), amount=Sum("estimate_amount"))}
    return [
        ProposalSum(status.value, str(status.label), row["number"] if row else 0, row["amount"] if row else 0)
        for status in ProposalStatus
        for row in [found.get(status.value)]
    ]


def proposal_units(year: int) -> list[tuple[str, str]]:
    """(code, name) of the units that are asked. One query."""
    return list(
        Proposal.objects.filter(year=year).order_by("unit__code").values_list("unit__code", "unit__name").distinct()
    )


def proposal_at(year: int, code: str) -> Proposal | None:
    """One proposal, with what the page shows."""
    rows = Proposal.objects.select_related("unit", "desa__kecamatan", "line__sheet__activity", "line__account")
    return rows.filter(year=year, code=code).first()


def proposal_actions(actor: Actor, proposal: Proposal) -> list[str]:
    """What the actor may do with it now."""
    possible = PROPOSAL.actions_from(ProposalStatus(proposal.status))
    rights = PROPOSAL_PERMISSIONS.items()
    return [name for name, right in rights if name in possible and permits(actor, right, proposal.unit)]


def lines_to_fund(proposal: Proposal) -> list[tuple[int, str]]:
    """(id, words) of the lines of the unit's forms in the year, at most 500. One query."""
    lines = Line.objects.filter(sheet__unit=proposal.unit_id, sheet__year=proposal.year, sheet__side="SPENDING")
    rows = lines.order_by("sheet__activity__code", "account__code").values_list(
        "pk", "sheet__activity__name", "account__code", "account__name"
    )
    return [(pk, f"{activity}: {code} {name}") for pk, activity, code, name in rows[:MOST_LINES]]
