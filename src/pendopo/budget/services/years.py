"""The act that begins another year's budget: empty, with the ceilings of an earlier stage, or with all its rows."""

import datetime as dt

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.budget.forwarding import copy_ceilings, copy_rows
from pendopo.budget.models import Stage, StageKind
from pendopo.kernel.access import Actor, require

FIRST_KINDS = (StageKind.RENJA, StageKind.RKPD, StageKind.KUA_PPAS, StageKind.RKA)
"""What the first stage of a year may be."""


class Taken(models.TextChoices):
    """What the new year takes over."""

    NOTHING = "NOTHING", _("Only the code lists")
    CEILINGS = "CEILINGS", _("The ceilings")
    ROWS = "ROWS", _("The ceilings and all rows, to be gone through again")


class YearBegun(Exception):
    """The year has a stage already."""


class NotFirst(Exception):
    """A year does not begin with a stage of this kind."""


@transaction.atomic
def begin_year(*, year: int, kind: str, base_id: int, taken: str, actor: Actor, now: dt.datetime) -> Stage:
    """Open stage 1 of a year by the code lists of an earlier stage, with what is taken over from it.

    The plan of cash by month, findings and comments stay with the earlier year.
    Raises YearBegun, NotFirst, Stage.DoesNotExist, PermissionDenied.
    """
    require(actor, "budget.open_stage")
    if kind not in FIRST_KINDS:
        raise NotFirst(kind)
    base = Stage.objects.select_for_update(no_key=True).get(pk=base_id, owner=None)
    if Stage.objects.filter(year=year, owner=None).exists():
        raise YearBegun(year)
    stage = Stage.objects.create(
        year=year,
        seq=1,
        kind=kind,
        code_list_id=base.code_list_id,
        account_list_id=base.account_list_id,
        demo=base.demo,
        source=base.source,
        opened_at=now,
    )
    rows = 0
    if taken != Taken.NOTHING:
        copy_ceilings(base, stage, now)
    if taken == Taken.ROWS:
        rows = copy_rows(base, stage)
    data = {"year": year, "kind": kind, "from": str(base), "taken": taken, "rows": rows}
    record(actor=actor, event="budget.year.begun", subject=stage, now=now, data=data)
    return stage
