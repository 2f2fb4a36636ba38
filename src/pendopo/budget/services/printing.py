"""Printing the papers of all units: begun by a person, carried out by the worker, kept as one ZIP file."""

import datetime as dt
import os
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.models import BudgetPaper, PrintRun, Stage
from pendopo.budget.papering import OF_THE_REGENCY, PaperTooEarly, possible_kinds
from pendopo.budget.queries.paper_list import units_to_print
from pendopo.budget.queries.papers import PaperPlace, paper_data, title_of
from pendopo.budget.services.papers import make_paper
from pendopo.budget.states import PRINT, PaperKind, PaperStatus, PrintStatus
from pendopo.files.naming import new_code
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.services import issue_document
from pendopo.files.storage import path_of
from pendopo.kernel import clock, jobs
from pendopo.kernel.access import Actor, require

STALE = dt.timedelta(minutes=15)
"""A print that has told nothing for so long was interrupted, for example by a restart; another may begin."""
PRINTERS = max(1, min(4, os.cpu_count() or 1))
"""So many papers are set at the same time."""


class PrintBusy(Exception):
    """The papers of this kind are being printed now."""


@transaction.atomic
def begin_print(*, stage_id: int, kind: str, actor: Actor, now: dt.datetime) -> PrintRun:
    """Have the papers of that kind printed for every unit: an RKA at any time (a draft is marked so), others when the
    stage has them. Raises PrintBusy, PaperTooEarly, PermissionDenied.
    """
    require(actor, "budget.print_all")
    stage = Stage.objects.select_for_update(no_key=True).get(pk=stage_id)
    if kind in OF_THE_REGENCY or (kind != PaperKind.RKA and kind not in possible_kinds(stage)):
        raise PaperTooEarly
    for run in PrintRun.objects.filter(stage=stage, kind=kind, status=PrintStatus.RUNNING):
        if run.told_at > now - STALE:
            raise PrintBusy
        PRINT.move(run, "fail")
        run.save(update_fields=["status"])
    run = PrintRun.objects.create(
        stage=stage,
        kind=kind,
        total=len(units_to_print(stage)),
        actor_pk=str(actor.pk or ""),
        actor_label=actor.label,
        started_at=now,
        told_at=now,
    )
    record(
        actor=actor, event="budget.print.begun", subject=run, now=now, data={"kind": str(run.kind), "year": stage.year}
    )
    jobs.defer("budget.print_all", run_id=run.pk)
    return run


def carry_out_print(*, run_id: int, actor: Actor, now: dt.datetime) -> PrintRun:
    """Print, unit by unit, and keep the ZIP file; called by the worker. Raises PermissionDenied."""
    require(actor, "budget.print_all")
    run = PrintRun.objects.select_related("stage__base").get(pk=run_id)
    if run.status != PrintStatus.RUNNING:
        return run
    try:
        return _finished(run, _zip_of(run, actor, now), actor, now)
    except Exception:
        PRINT.move(run, "fail")
        run.save(update_fields=["status"])
        raise


def _zip_of(run: PrintRun, actor: Actor, now: dt.datetime) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "papers.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as target:
            for number, (name, data) in enumerate(_papers(run, actor, now), start=1):
                target.writestr(name, data)
                # Told in a transaction of its own, so that the page sees it.
                PrintRun.objects.filter(pk=run.pk).update(done=number, told_at=clock.now())
        return path.read_bytes()


def _papers(run: PrintRun, actor: Actor, now: dt.datetime) -> Iterator[tuple[str, bytes]]:
    places = [PaperPlace(run.stage, PaperKind(run.kind), unit) for unit in units_to_print(run.stage)]
    if run.kind in possible_kinds(run.stage):
        return ((_name(place), _stored(place, actor, now)) for place in places)
    return _drafts(places, now)


def _name(place: PaperPlace) -> str:
    assert place.unit is not None
    return paper_name(place.unit.code, title_of(place))


def _drafts(places: list[PaperPlace], now: dt.datetime) -> Iterator[tuple[str, bytes]]:
    """Copies of a draft. typst works outside Python's lock: while it sets some papers, the next ones are read."""
    with ThreadPoolExecutor(PRINTERS) as printers:
        waiting: deque[tuple[str, Future[bytes]]] = deque()
        for place in places:
            template, data = paper_data(place, on=clock.today())
            waiting.append((_name(place), printers.submit(print_pdf, template, data, at=now, tagged=False)))
            if len(waiting) > 2 * PRINTERS:
                name, made = waiting.popleft()
                yield name, made.result()
        for name, made in waiting:
            yield name, made.result()


def _stored(place: PaperPlace, actor: Actor, now: dt.datetime) -> bytes:
    """The bytes of the unit's paper as it stands, made now if nobody has made it."""
    assert place.unit is not None
    own = {"stage": place.stage, "unit": place.unit, "kind": place.kind, "sheet": None, "activity": None}
    holding = BudgetPaper.objects.exclude(status=PaperStatus.WITHDRAWN)
    paper = holding.filter(**own).select_related("document").first()
    if paper is None:
        unit_id, stage_id = place.unit.pk, place.stage.pk
        paper = make_paper(stage_id=stage_id, unit_id=unit_id, kind=place.kind, actor=actor, now=now)
    return path_of(paper.document.sha256).read_bytes()


@transaction.atomic
def _finished(run: PrintRun, data: bytes, actor: Actor, now: dt.datetime) -> PrintRun:
    kind, year = str(run.kind), run.stage.year
    run.document = issue_document(
        code=new_code(),
        data=data,
        file_name=paper_name(kind, str(year)).replace(".pdf", ".zip"),
        label=f"{kind} {year}",
        media_type="application/zip",
        actor=actor,
        now=now,
    )
    PRINT.move(run, "finish")
    run.done, run.finished_at = run.total, clock.now()
    run.save()
    told = {"kind": kind, "year": year, "number": run.total}
    record(actor=actor, event="budget.print.finished", subject=run, now=now, data=told)
    return run
