"""What the grid asks while people work: what others did since, and accounts by code or name."""

from dataclasses import dataclass

from django.db.models import Q

from pendopo.budget.models import AccountNode, ItemEdit, Stage
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


MOST_SUGGESTED = 20
FIRST = {"REVENUE": "4", "SPENDING": "5", "FINANCING": "6"}


def accounts_like(stage: Stage, side: str, text: str) -> list[tuple[str, str]]:
    """(code, name) of at most 20 accounts that rows of that side may use and whose code or name fits. One query."""
    words = text.split()[:6]
    found = AccountNode.objects.filter(code_list=stage.account_list_id, code__startswith=FIRST[side], children=None)
    for word in words:
        found = found.filter(Q(code__startswith=word) | Q(name__icontains=word))
    return list(found.order_by("code").values_list("code", "name")[:MOST_SUGGESTED])
