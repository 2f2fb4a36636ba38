"""All rows of a public stage, for the open files."""

from collections.abc import Iterator
from typing import Any

from pendopo.budget.models import FindingMove, LineItem, Stage
from pendopo.budget.opendata import DIRECTIONS
from pendopo.budget.queries.findings import moves_of_all, open_findings
from pendopo.budget.queries.stages import stages_visible_to
from pendopo.kernel.access import Actor

CHUNK = 2_000
COLUMNS = (
    "line_id",
    "number",
    "line__sheet__side",
    "line__sheet__unit__code",
    "line__sheet__unit__name",
    "line__sheet__activity__code",
    "line__sheet__activity__name",
    "line__sheet__sequence",
    "line__account__code",
    "line__account__name",
    "component",
    "specification",
    "volume",
    "measure",
    "unit_price_amount",
    "tax_percent",
    "amount",
)


def open_stages(actor: Actor, year: int) -> list[Stage]:
    """The public stages of the year that hold rows, latest first."""
    return [stage for stage in stages_visible_to(actor).filter(year=year) if stage.totals.exists()]


def open_stage_of(actor: Actor, year: int, seq: int) -> Stage | None:
    """The public stage of that number, if any."""
    return stages_visible_to(actor).filter(year=year, seq=seq).first()


def finding_rows(stage: Stage) -> list[tuple[Any, ...]]:
    """What the checks find in a public stage, in the columns of `opendata.FINDING_COLUMNS`. Two queries."""
    found = list(open_findings(stage).order_by("pk"))
    said = moves_of_all(found)
    return [
        (
            "" if finding.number is None else f"{finding.line_id}-{finding.number}",
            finding.code,
            finding.unit.code if finding.unit else "",
            finding.sheet.activity.code if finding.sheet and finding.sheet.activity else "",
            finding.line.account.code if finding.line else "",
            finding.severity,
            finding.figure,
            finding.limit,
            finding.rule.source,
            finding.status,
            _last(said[finding.pk], ("answer",)),
            _last(said[finding.pk], ("accept", "reject", "override")),
        )
        for finding in found
    ]


def _last(moves: list[FindingMove], actions: tuple[str, ...]) -> str:
    """What was written last by one of the actions, empty where nobody wrote."""
    return next((move.text for move in reversed(moves) if move.action in actions and move.text), "")


def open_rows(stage: Stage) -> Iterator[tuple[Any, ...]]:
    """Every row of the stage in the columns of `opendata.COLUMNS`, by unit, code and account; a server-side cursor."""
    rows = LineItem.objects.filter(
        stages__contains=stage.seq, line__sheet__year=stage.year, line__sheet__owner=stage.owner_id
    )
    order = ("line__sheet__unit__code", "line__sheet__activity__code", "line__account__code", "line_id", "number")
    for line, number, side, *rest in rows.order_by(*order).values_list(*COLUMNS).iterator(CHUNK):
        *words, volume, measure, price, tax, amount = rest
        texts = ["" if value is None else value for value in words]
        figures = (format(volume.normalize(), "f"), measure, price, format(tax.normalize(), "f"), amount)
        yield (f"{line}-{number}", stage.year, stage.seq, stage.kind, DIRECTIONS[side], *texts, *figures)
