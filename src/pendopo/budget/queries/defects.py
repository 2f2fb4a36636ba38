"""What an import found in its source files."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from pendopo.budget.models import DeclaredTotal, DefectKind, ImportDefect, Pagu, Stage
from pendopo.files.tabular import Problem


@dataclass(frozen=True)
class DefectGroup:
    """All defects of one kind: how many, how many above and below, the net difference in rupiah, surplus rows."""

    kind: str
    label: str
    number: int
    above: int
    below: int
    net: int | None
    surplus: int | None


def groups_of_defects(stage: Stage) -> list[DefectGroup]:
    """One group per kind that occurs, in the order of DefectKind. One query."""
    difference = F("stated_amount") - F("computed_amount")
    rows = (
        ImportDefect.objects.filter(stage=stage)
        .values("kind")
        .annotate(
            number=Count("pk"),
            above=Count("pk", filter=Q(stated_amount__gt=F("computed_amount"))),
            below=Count("pk", filter=Q(stated_amount__lt=F("computed_amount"))),
            net=Sum(difference),
            copies=Sum("count"),
        )
        .order_by()
    )
    found = {row["kind"]: row for row in rows}
    groups = []
    for kind in DefectKind:
        if row := found.get(kind):
            surplus = row["copies"] - row["number"] if kind == DefectKind.REPEATED_CODE else None
            groups.append(
                DefectGroup(str(kind), str(kind.label), row["number"], row["above"], row["below"], row["net"], surplus)
            )
    return groups


def defects_of(stage: Stage, kind: str = "") -> QuerySet[ImportDefect]:
    """The defects of a stage, of one kind if named."""
    found = ImportDefect.objects.filter(stage=stage).order_by("kind", "pk")
    return found.filter(kind=kind) if kind else found


def defect_labels() -> dict[str, str]:
    """What each kind of defect is called."""
    return {str(kind): str(kind.label) for kind in DefectKind}


def defects_as_problems(stage: Stage) -> list[Problem]:
    """The defects of a stage as the list of imports keeps them: file, row, code and what is strange. One query."""
    return [
        Problem(defect.row_number, "kode", defect.code, defect.get_kind_display(), defect.file_name)
        for defect in defects_of(stage)
    ]


def imported_sums(stage: Stage) -> list[dict[str, Any]]:
    """Rows and stated sums of programs, kegiatan and sub kegiatan, in whole rupiah. Two queries."""
    stated = {
        row["level"]: row
        for row in DeclaredTotal.objects.filter(stage=stage)
        .values("level")
        .annotate(rows=Count("pk"), sum=Sum("amount"))
    }
    levels = [{"level": level, **{key: stated[level][key] for key in ("rows", "sum")}} for level in stated]
    levels.sort(key=lambda row: ["UNIT", "PROGRAM", "KEGIATAN"].index(row["level"]))
    own = Pagu.objects.filter(stage=stage).aggregate(rows=Count("pk"), sum=Sum("amount"))
    return [*levels, {"level": "SUB_KEGIATAN", **own}]
