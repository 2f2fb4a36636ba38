"""What others did in a form since somebody opened it."""

from dataclasses import dataclass

from pendopo.budget.models import ItemEdit, Stage
from pendopo.kernel.access import Actor


@dataclass(frozen=True)
class ChangesSince:
    """How many rows others changed, and who they are."""

    rows: int
    labels: list[str]


def newest_edit(stage: Stage, sheet_id: int) -> int:
    """The id of the latest change of the form in the stage, 0 before the first. One query."""
    edits = ItemEdit.objects.filter(stage=stage, sheet_id=sheet_id).order_by("-id")
    return edits.values_list("pk", flat=True).first() or 0


def changes_since(stage: Stage, sheet_id: int, edit_id: int, actor: Actor) -> ChangesSince:
    """What others changed in the form after that edit. One query."""
    edits = ItemEdit.objects.filter(stage=stage, sheet_id=sheet_id, pk__gt=edit_id).exclude(actor_pk=str(actor.pk))
    found = list(edits.values_list("line_id", "number", "actor_label")[:1_000])
    return ChangesSince(len({row[:2] for row in found}), sorted({row[2] for row in found}))
