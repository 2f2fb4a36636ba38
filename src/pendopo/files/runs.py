"""What every run of an import shares, begun by a page or a command: parts of acts, which ask `require` first."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from pendopo.audit.services import record
from pendopo.files import storage
from pendopo.files.formats import MOST_SHOWN, MOST_SUMS, Findings, Progress, Source
from pendopo.files.models import ImportRun
from pendopo.files.states import IMPORT, ImportStatus
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor

LONGEST_RUN = dt.timedelta(hours=1)
MOST_KEPT = 5000
STEPS = 200
"""A long run tells its progress at most this often."""


class ImportBusy(Exception):
    """Another import of the same format is running. The argument is the format's key."""


def give_up_stale(format_key: str, now: dt.datetime) -> None:
    """Refuse the runs of the format that began more than an hour ago and never ended: their process died."""
    limit = now - LONGEST_RUN
    began = Q(confirmed_at__lt=limit) | Q(confirmed_at=None, started_at__lt=limit)
    runs = ImportRun.objects.select_for_update().filter(began, format=format_key, status=ImportStatus.RUNNING)
    for run in runs.order_by("pk"):
        IMPORT.move(run, "refuse")
        run.finished_at = now
        run.save(update_fields=["status", "finished_at"])


def save_running(run: ImportRun) -> ImportRun:
    """Save a run that has become RUNNING. Raises ImportBusy: the database knows one of each format at once."""
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise ImportBusy(run.format) from error
    return run


def end(
    run: ImportRun,
    *,
    actor: Actor,
    now: dt.datetime,
    counts: Mapping[str, int],
    problems: Sequence[Problem] = (),
    defects: Sequence[Problem] = (),
) -> ImportRun:
    """End a locked run: refused when there are problems, else finished. Raises MoveRefused."""
    IMPORT.move(run, "refuse" if problems else "finish")
    run.counts = {**counts, "refused": len(problems)} if problems else dict(counts)
    run.problems, run.defects = plain(problems), plain(defects)
    run.finished_at = now
    run.save()
    event = "files.import.refused" if problems else "files.import.finished"
    data = {"problems": len(problems), "defects": len(defects), "sha256": run.sha256}
    record(actor=actor, event=event, subject=run, now=now, data=data)
    return run


def source_of(run: ImportRun) -> Source:
    """What the run's file is for its format."""
    return Source(storage.path_of(run.sha256), run.file_name, run.options)


def plain(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as they are kept: at most 5,000, their words in the language of the moment."""
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": str(problem.message),
            "source": problem.source,
            "advice": str(problem.advice),
        }
        for problem in problems[:MOST_KEPT]
    ]


def preview_of(found: Findings) -> dict[str, Any]:
    """A preview as it is kept."""
    rows = [
        {"row": shown.row, "mark": shown.mark, "cells": [str(cell) for cell in shown.cells], "note": str(shown.note)}
        for shown in found.rows[:MOST_SHOWN]
    ]
    kept = {"heads": [str(head) for head in found.heads], "rows": rows}
    if found.sums:
        sums = [[str(cell) for cell in cells] for cells in found.sums[:MOST_SUMS]]
        kept |= {"sum_heads": [str(head) for head in found.sum_heads], "sums": sums}
    return kept


@contextmanager
def progress_of(run: ImportRun) -> Iterator[Progress]:
    """Let a long act tell how far it is, over a connection of its own: others see it before the act commits."""
    with closing(connection.copy()) as aside:
        told = -1

        def progress(done: int, total: int) -> None:
            nonlocal told
            step = done * STEPS // total if total else 0
            if step == told:
                return
            told = step
            with aside.cursor() as cursor:
                cursor.execute("UPDATE files_importrun SET done = %s, total = %s WHERE id = %s", [done, total, run.pk])

        yield progress
