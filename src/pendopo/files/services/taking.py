"""Imports by a page: a file is received, checked, confirmed, taken over. Each step asks the format's permission."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files import storage
from pendopo.files.formats import FORMATS
from pendopo.files.inspection import FileRefused
from pendopo.files.models import ImportRun
from pendopo.files.naming import safe_name
from pendopo.files.runs import end, give_up_stale, plain, preview_of, progress_of, save_running, source_of
from pendopo.files.scan import SCANNERS, ScannerUnavailable
from pendopo.files.states import IMPORT, ImportStatus
from pendopo.files.tabular import NAMED_LIMIT, Problem, TableRefused, refuse
from pendopo.kernel import jobs
from pendopo.kernel.access import Actor, require
from pendopo.kernel.states import MoveRefused

AT_ONCE = 2 * 1024 * 1024
"""Files up to this size (bytes) are checked and taken over inside the request; larger ones by the worker."""
_FAULT = _("The import stopped by a fault of the system. Nothing was taken over. Tell the administrator.")


def receive_import(*, file: File, format: str, options: Mapping[str, Any], actor: Actor, now: dt.datetime) -> ImportRun:
    """Keep the file and check it, at once or by the worker. Raises FileRefused, KeyError, PermissionDenied."""
    require(actor, FORMATS[format].permission)
    if file.size > NAMED_LIMIT:
        limit = NAMED_LIMIT // 1024 // 1024
        raise FileRefused(format_lazy(_("The file is larger than {limit} MB: import it by the command."), limit=limit))
    with transaction.atomic():
        run = ImportRun.objects.create(
            format=format,
            status=ImportStatus.RECEIVED,
            file_name=safe_name(file.name or ""),
            sha256=storage.put_chunks(file.chunks()),
            size=file.size,
            options=dict(options),
            actor_pk=str(actor.pk or ""),
            actor_label=actor.label,
            started_at=now,
        )
        record(actor=actor, event="files.import.received", subject=run, now=now, data={"sha256": run.sha256})
        if run.size > AT_ONCE:
            jobs.defer("files.check_import", run_id=run.pk)
            return run
    return check_import(run_id=run.pk, actor=actor, now=now)


def check_import(*, run_id: int, actor: Actor, now: dt.datetime) -> ImportRun:
    """Read a received file: keep its preview, or refuse it with every problem. Raises MoveRefused, PermissionDenied."""
    kind = FORMATS[ImportRun.objects.get(pk=run_id).format]
    require(actor, kind.permission)
    try:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
            IMPORT.move(run, "pass")
            _scan(run)
            found = kind.check(source_of(run), actor=actor)
            run.counts, run.preview, run.defects = found.counts, preview_of(found), plain(found.defects)
            run.save()
            return run
    except (MoveRefused, PermissionDenied):
        raise
    except TableRefused as refusal:
        return _refuse(run_id, actor, now, refusal.problems)
    except Exception:
        _refuse(run_id, actor, now, [Problem(None, "", "", _FAULT)])
        raise


def confirm_import(*, run_id: int, actor: Actor, now: dt.datetime) -> ImportRun:
    """Take a checked file over, at once or by the worker.

    Raises ImportBusy while another import of the format runs, MoveRefused, PermissionDenied.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
        _require_own(actor, run)
        require(actor, FORMATS[run.format].permission)
        give_up_stale(run.format, now)
        IMPORT.move(run, "confirm")
        run.confirmed_at = now
        save_running(run)
        if run.size > AT_ONCE:
            jobs.defer("files.carry_out_import", run_id=run.pk)
            return run
    return carry_out_import(run_id=run.pk, actor=actor, now=now)


def carry_out_import(*, run_id: int, actor: Actor, now: dt.datetime) -> ImportRun:
    """Apply a running import, all or nothing, and end it in the same transaction. Raises MoveRefused."""
    run = ImportRun.objects.get(pk=run_id)
    kind = FORMATS[run.format]
    try:
        with transaction.atomic(), progress_of(run) as progress:
            require(actor, kind.permission)
            found = kind.apply(source_of(run), actor=actor, now=now, progress=progress)
            locked = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
            return end(locked, actor=actor, now=now, counts=found.counts, defects=found.defects)
    except MoveRefused:
        raise
    except TableRefused as refusal:
        return _refuse(run_id, actor, now, refusal.problems)
    except PermissionDenied:
        _refuse(run_id, actor, now, [Problem(None, "", "", _("Your rights for this import have ended."))])
        raise
    except Exception:
        _refuse(run_id, actor, now, [Problem(None, "", "", _FAULT)])
        raise


@transaction.atomic
def cancel_import(*, run_id: int, actor: Actor, now: dt.datetime) -> ImportRun:
    """Give up a file that was not confirmed. Raises MoveRefused, PermissionDenied."""
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
    _require_own(actor, run)
    require(actor, FORMATS[run.format].permission)
    IMPORT.move(run, "cancel")
    run.finished_at = now
    run.save()
    record(actor=actor, event="files.import.cancelled", subject=run, now=now)
    return run


def _require_own(actor: Actor, run: ImportRun) -> None:
    """Whoever sent a file confirms or cancels it."""
    if str(actor.pk or "") != run.actor_pk:
        raise PermissionDenied("files.import.own")


@transaction.atomic
def _refuse(run_id: int, actor: Actor, now: dt.datetime, problems: list[Problem]) -> ImportRun:
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
    return end(run, actor=actor, now=now, counts={}, problems=problems)


def _scan(run: ImportRun) -> None:
    """Raises TableRefused for a file with a virus, or when nothing can tell."""
    scanner = settings.PENDOPO_SCANNER
    if scanner == "NONE":
        return
    try:
        found = SCANNERS[scanner].found_in(storage.path_of(run.sha256).read_bytes())
    except ScannerUnavailable as error:
        raise refuse(_("The virus scanner does not answer: send the file again later.")) from error
    if found:
        raise refuse(_("The virus scanner refuses this file."))
