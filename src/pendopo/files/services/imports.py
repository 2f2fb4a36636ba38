"""The runs of imports: opened before the work, finished after it, in transactions of their own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from pendopo.audit.services import record
from pendopo.files.models import ImportRun
from pendopo.files.states import IMPORT, ImportStatus
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor, require

LONGEST_RUN = dt.timedelta(hours=1)
MOST_KEPT = 5000


class ImportBusy(Exception):
    """Another import of the same format is running."""


@transaction.atomic
def open_import(*, format: str, file_name: str, actor: Actor, now: dt.datetime) -> ImportRun:
    """Begin a run. Raises ImportBusy while another of the format runs; one older than an hour is given up."""
    require(actor, "files.open_import")
    stale = ImportRun.objects.select_for_update().filter(format=format, status=ImportStatus.RUNNING)
    for run in stale.filter(started_at__lt=now - LONGEST_RUN):
        IMPORT.move(run, "refuse")
        run.finished_at = now
        run.save(update_fields=["status", "finished_at"])
    try:
        with transaction.atomic():
            return ImportRun.objects.create(
                format=format,
                file_name=file_name[:200],
                actor_pk=str(actor.pk or ""),
                actor_label=actor.label,
                started_at=now,
            )
    except IntegrityError as error:
        raise ImportBusy(format) from error


@transaction.atomic
def finish_import(
    *,
    run_id: int,
    actor: Actor,
    now: dt.datetime,
    counts: Mapping[str, int] | None = None,
    problems: Sequence[Problem] = (),
    defects: Sequence[Problem] = (),
) -> ImportRun:
    """End a run: refused when there are problems, else finished, with its counts and defects. Raises MoveRefused."""
    require(actor, "files.open_import")
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
    IMPORT.move(run, "refuse" if problems else "finish")
    run.counts = dict(counts or {})
    run.problems, run.defects = _plain(problems), _plain(defects)
    run.finished_at = now
    run.save()
    event = "files.import.refused" if problems else "files.import.finished"
    record(actor=actor, event=event, subject=run, now=now, data={"problems": len(problems), "defects": len(defects)})
    return run


def _plain(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": str(problem.message),
            "source": problem.source,
        }
        for problem in problems[:MOST_KEPT]
    ]
