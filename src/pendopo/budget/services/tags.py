"""The act that says which priorities a form serves, and with what share of its money."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.desk import Desk, open_desk, sheet_of
from pendopo.budget.models import BudgetTag, SheetTag
from pendopo.budget.models.lines import STILL
from pendopo.kernel.access import Actor, require

WHOLE = Decimal(100)


class TagsOver(Exception):
    """The shares of one family add up to more than 100 percent; `family` is its code."""

    def __init__(self, family: str) -> None:
        super().__init__(family)
        self.family = family


class EvidenceMissing(Exception):
    """A share needs the paper that shows it; `family` is the code of the family."""

    def __init__(self, family: str) -> None:
        super().__init__(family)
        self.family = family


def _check(shares: dict[int, tuple[Decimal, str]], tags: dict[int, BudgetTag]) -> None:
    sums: Counter[str] = Counter()
    for pk, (percent, evidence) in shares.items():
        family = tags[pk].family
        if not evidence.strip():
            raise EvidenceMissing(family)
        sums[family] += percent  # type: ignore[assignment]
        if not 0 < percent <= WHOLE or sums[family] > WHOLE:
            raise TagsOver(family)


def _close(desk: Desk, old: SheetTag) -> None:
    if old.stages.lower == desk.stage.seq:
        SheetTag.objects.filter(pk=old.pk).delete()
    else:
        SheetTag.objects.filter(pk=old.pk).update(stages=(old.stages.lower, desk.stage.seq))


@transaction.atomic
def set_tags(
    *,
    stage_id: int,
    sheet_id: int,
    shares: Iterable[tuple[int, Decimal, str]],
    actor: Actor,
    now: dt.datetime,
) -> list[SheetTag]:
    """Write all tags of a form: (tag id, percent above 0 up to 100, the paper that shows it); others end here.

    Raises TagsOver, EvidenceMissing, StageClosed, PermissionDenied, and KeyError for a tag that does not exist.
    """
    sheet = sheet_of(sheet_id)
    require(actor, "budget.compose_rka", sheet.unit)
    wanted = {pk: (percent, evidence.strip()) for pk, percent, evidence in shares}
    _check(wanted, BudgetTag.objects.in_bulk(wanted))
    desk = open_desk(stage_id, sheet, actor, now)
    for old in SheetTag.objects.filter(STILL, sheet=sheet).select_for_update():
        if wanted.get(old.tag_id) == (old.percent, old.evidence):
            del wanted[old.tag_id]
        else:
            _close(desk, old)
    made = SheetTag.objects.bulk_create(
        SheetTag(sheet=sheet, tag_id=pk, stages=desk.onwards, percent=percent, evidence=evidence)
        for pk, (percent, evidence) in wanted.items()
    )
    data = {"stage": stage_id, "sheet": sheet_id, "tags": SheetTag.objects.filter(STILL, sheet=sheet).count()}
    record(actor=actor, event="budget.tags.set", subject=sheet, unit=sheet.unit, now=now, data=data)
    return made
