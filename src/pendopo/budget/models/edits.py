"""Who changed what in the rows of a draft: shown as history, and taken back by undo."""

from django.db import models

from pendopo.budget.models.lines import Line
from pendopo.budget.models.sheets import RkaSheet
from pendopo.budget.models.stages import Stage


class ItemEdit(models.Model):
    """One change of one row in one stage. `before` and `after` hold the row's values, none where it was not there.

    Edits of one act share a `batch`; `revision` is what the row had afterwards. People are kept as plain values.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="edits")
    sheet = models.ForeignKey(RkaSheet, on_delete=models.CASCADE, related_name="edits")
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    batch = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    revision = models.PositiveIntegerField()
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["stage", "sheet", "-id"], name="budget_edit_newest")]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.number}"
