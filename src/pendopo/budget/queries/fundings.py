"""Sources of funds (sumber dana): what a row may name, and what each source pays for in a stage."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from pendopo.budget.models import CodeList, FundingSource, LineItem, Side, Stage
from pendopo.organisations.models import Unit


def funding_list(stage: Stage) -> CodeList | None:
    """The edition of sources that a row of the stage chooses from: the last one valid by its year. One query.

    Villages have a list of their own.
    """
    kind = CodeList.Kind.FUNDING if stage.owner_id is None else CodeList.Kind.VILLAGE_FUNDING
    lists = CodeList.objects.filter(kind=kind)
    valid = Q(valid_from_date=None) | Q(valid_from_date__year__lte=stage.year)
    return lists.filter(valid).order_by(F("valid_from_date").desc(nulls_last=True), "-pk").first()


def funding_choices(stage: Stage, held: int | None = None) -> list[tuple[int, str, str]]:
    """(id, code, name) of the sources that have none below them, and of the one that a row holds; two queries."""
    edition = funding_list(stage)
    wanted = Q(code_list=edition, children=None) if edition else Q(pk=None)
    found = FundingSource.objects.filter(wanted | Q(pk=held)).order_by("code", "pk")
    return list(found.values_list("pk", "code", "name"))


@dataclass(frozen=True)
class FundingTotal:
    """What a source pays for: its code and name (empty where rows name none), rows, whole rupiah."""

    code: str
    name: str
    rows: int
    amount: int


def _totals(items: QuerySet[LineItem]) -> list[FundingTotal]:
    grouped = items.values("funding__code", "funding__name").annotate(number=Count("pk"), total=Sum("amount"))
    found = [
        FundingTotal(row["funding__code"] or "", row["funding__name"] or "", row["number"], row["total"])
        for row in grouped.order_by("funding__code")
    ]
    return sorted(found, key=lambda row: (not row.code, -row.amount, row.code))


def sheet_fundings(stage: Stage, sheet_id: int) -> list[FundingTotal]:
    """The sources of a form in a stage, largest first, rows without a source last. One query."""
    return _totals(LineItem.objects.filter(line__sheet_id=sheet_id, stages__contains=stage.seq))


def stage_fundings(stage: Stage, unit: Unit | None = None) -> list[FundingTotal]:
    """The sources of the spending of a stage, or of one unit in it; as sheet_fundings. One query."""
    own = {"line__sheet__year": stage.year, "line__sheet__owner": stage.owner_id, "line__sheet__side": Side.SPENDING}
    items = LineItem.objects.filter(stages__contains=stage.seq, **own)
    return _totals(items.filter(line__sheet__unit=unit) if unit else items)
