"""The act that takes over a year's ceilings from source files."""

import datetime as dt
from collections.abc import Callable
from dataclasses import astuple, fields

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.budget.defects import Defect, find_defects
from pendopo.budget.documents import documents_of
from pendopo.budget.models import CodeList, ImportDefect, Stage, StageKind
from pendopo.budget.sources import CeilingFiles
from pendopo.budget.states import EFFECTIVE, STAGE
from pendopo.budget.storing import refuse_unknown_units, store_ceilings
from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.copying import copy_rows
from pendopo.search.services import put_documents

IMPORT_LOCK = 20_250_001
CEILINGS = "budget.ceilings"
"""The format's name in the list of imports."""


class AlreadyImported(TableRefused):
    """The year already has an effective stage; an import never overwrites one."""

    def __init__(self, year: int) -> None:
        message = _("This year already has a budget: an import never overwrites one.")
        super().__init__([Problem(None, "", str(year), message)])


class ImportRunning(TableRefused):
    """Another import of ceilings is under way."""

    def __init__(self) -> None:
        super().__init__([Problem(None, "", "", _("Another import of ceilings is running: try again when it ends."))])


def _silent(name: str, rows: int) -> None:
    """No progress is shown."""


@transaction.atomic
def import_ceilings(
    *,
    files: CeilingFiles,
    year: int,
    source: str,
    actor: Actor,
    now: dt.datetime,
    progress: Callable[[str, int], None] = _silent,
) -> Stage:
    """Store checked files as the effective stage `APBD` 1 of the year, with their defects; all or nothing.

    Raises AlreadyImported, ImportRunning, PermissionDenied. `progress` hears of each part stored and its rows.
    """
    require(actor, "budget.import_ceilings")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportRunning
    refuse_unknown_units(files, actor)
    if Stage.objects.filter(year=year, status__in=EFFECTIVE).exists():
        raise AlreadyImported(year)
    code_list, _new = CodeList.objects.get_or_create(
        kind=CodeList.Kind.ACTIVITY, code=f"files-{year}", defaults={"name": f"{source} {year}"}
    )
    last = Stage.objects.filter(year=year).order_by("-seq").first()
    stage = Stage(
        year=year,
        seq=last.seq + 1 if last else 1,
        kind=StageKind.APBD,
        code_list=code_list,
        source=source,
        opened_at=now,
    )
    stage.save()
    store_ceilings(stage=stage, files=files, kinds={}, actor=actor, now=now, progress=progress)
    STAGE.move(stage, "adopt")
    stage.save(update_fields=["status"])
    names = [item.name for item in fields(Defect)]
    copy_rows(ImportDefect, ["stage_id", *names], ((stage.pk, *astuple(one)) for one in find_defects(files)))
    data = {
        "year": year,
        "rows": len(files.sub_kegiatan),
        "amount": sum(row.pagu for row in files.sub_kegiatan),
    }
    record(actor=actor, event="budget.ceilings.imported", subject=stage, now=now, data=data)
    put_documents(documents=documents_of(stage), actor=actor)
    topics.touch("budget", f"budget:{year}")
    return stage
