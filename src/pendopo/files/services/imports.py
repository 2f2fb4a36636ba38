"""The runs of commands: opened before the work, finished after it, in transactions of their own."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from pendopo.files.models import ImportRun
from pendopo.files.runs import end, give_up_stale, save_running
from pendopo.files.states import ImportStatus
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor, require


@transaction.atomic
def open_import(*, format: str, file_name: str, actor: Actor, now: dt.datetime) -> ImportRun:
    """Begin a run. Raises ImportBusy while another of the format runs; one older than an hour is given up."""
    require(actor, "files.open_import")
    give_up_stale(format, now)
    run = ImportRun(
        format=format,
        file_name=file_name[:200],
        status=ImportStatus.RUNNING,
        actor_pk=str(actor.pk or ""),
        actor_label=actor.label,
        started_at=now,
    )
    return save_running(run)


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
    return end(run, actor=actor, now=now, counts=counts or {}, problems=problems, defects=defects)
