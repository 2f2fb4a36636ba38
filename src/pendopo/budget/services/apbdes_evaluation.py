"""The acts around the camat's evaluation: the secretary hands the draft in, the camat evaluates or returns it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.accounts.queries import posts_around
from pendopo.audit.services import record
from pendopo.budget.agreeing import (
    DutiesMixed,
    PaperMissing,
    ReasonMissing,
    StageUnfinished,
    balance_of,
    lock_stage,
    note_stage,
)
from pendopo.budget.models import ItemEdit, LineItem, Stage
from pendopo.budget.queries.apbdes_evaluation import evaluation_due
from pendopo.budget.states import VILLAGE
from pendopo.kernel import languages
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify

OF_THE_VILLAGE = ("kaur_keuangan", "operator_desa", "sekdes", "kades")


class SourcesMissing(Exception):
    """`rows` rows name no source of funds."""

    def __init__(self, rows: int) -> None:
        super().__init__(str(rows))
        self.rows = rows


def _tell(stage: Stage, event: str, roles: Iterable[str], subject: str, now: dt.datetime, **more: Any) -> None:
    """A notice to everybody who holds one of the roles for the village."""
    if stage.owner is None:
        return
    posts = posts_around(stage.owner, roles, timezone.localdate(now))
    people = {post.user_id: post.user for post in posts if post.user}
    context = {
        "village": stage.owner.name,
        "year": stage.year,
        "url": reverse("budget:apbdes_draft", kwargs={"stage": stage.pk}),
    }
    given: dict[str, Any] = {"subject": subject, "context": context | more, "now": now}
    notify(actor=SYSTEM, event=event, recipients=people.values(), **given)


def _subject(words: str, stage: Stage) -> str:
    return words % {"village": stage.owner.name if stage.owner else "", "year": stage.year}


@transaction.atomic
def submit_apbdes(
    *, stage_id: int, instrument: str, instrument_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Stage:
    """Hand the draft that the BPD agreed to (number and date) to the camat; from here on no row changes.

    Raises PaperMissing, DutiesMixed (who wrote rows does not verify them), StageUnfinished, SourcesMissing,
    MoveRefused, PermissionDenied.
    """
    stage = lock_stage(stage_id)
    require(actor, "budget.submit_apbdes", stage.owner)
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    if actor.pk is not None and ItemEdit.objects.filter(stage=stage, actor_pk=str(actor.pk)).exists():
        raise DutiesMixed("kaur_keuangan", "sekdes")
    if balance := balance_of(stage):
        raise StageUnfinished([], balance)
    own = {"line__sheet__owner": stage.owner_id, "line__sheet__year": stage.year}
    if rows := LineItem.objects.filter(stages__contains=stage.seq, funding=None, **own).count():
        raise SourcesMissing(rows)
    VILLAGE.move(stage, "submit")
    stage.save(update_fields=["status"])
    note_stage(stage, "submit", actor, now, instrument=instrument.strip(), instrument_date=instrument_date)
    due = evaluation_due(stage)
    data = {"year": stage.year, "instrument": instrument.strip(), "due": due.isoformat() if due else ""}
    record(actor=actor, event="budget.apbdes.submitted", subject=stage, unit=stage.owner, now=now, data=data)
    with translation.override(languages.DEFAULT):
        subject = _subject(_("Evaluate the village budget %(year)s of %(village)s"), stage)
        _tell(stage, "budget.apbdes.submitted", ("camat",), subject, now, due=due)
    return stage


@transaction.atomic
def evaluate_apbdes(
    *,
    stage_id: int,
    instrument: str,
    instrument_date: dt.date | None,
    note: str,
    actor: Actor,
    now: dt.datetime,
) -> Stage:
    """The camat's decision that the draft may become a Perdes, by number and date, with remarks if there are any.

    Raises PaperMissing, MoveRefused, PermissionDenied.
    """
    stage = lock_stage(stage_id)
    require(actor, "budget.evaluate_apbdes", stage.owner)
    if not instrument.strip() or instrument_date is None:
        raise PaperMissing
    VILLAGE.move(stage, "review")
    stage.save(update_fields=["status"])
    paper: dict[str, Any] = {"instrument": instrument.strip(), "instrument_date": instrument_date}
    note_stage(stage, "review", actor, now, reason=note.strip(), **paper)
    data = {"year": stage.year, "instrument": instrument.strip(), "note": note.strip()}
    record(actor=actor, event="budget.apbdes.evaluated", subject=stage, unit=stage.owner, now=now, data=data)
    with translation.override(languages.DEFAULT):
        subject = _subject(_("The village budget %(year)s of %(village)s is evaluated"), stage)
        _tell(stage, "budget.apbdes.evaluated", OF_THE_VILLAGE, subject, now, note=note.strip())
    return stage


@transaction.atomic
def return_apbdes(*, stage_id: int, note: str, actor: Actor, now: dt.datetime) -> Stage:
    """The camat returns the draft with what has to change. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    stage = lock_stage(stage_id)
    require(actor, "budget.evaluate_apbdes", stage.owner)
    if not note.strip():
        raise ReasonMissing
    VILLAGE.move(stage, "return")
    stage.save(update_fields=["status"])
    note_stage(stage, "return", actor, now, reason=note.strip())
    data = {"year": stage.year, "note": note.strip()}
    record(actor=actor, event="budget.apbdes.returned", subject=stage, unit=stage.owner, now=now, data=data)
    with translation.override(languages.DEFAULT):
        subject = _subject(_("The village budget %(year)s of %(village)s has to change"), stage)
        _tell(stage, "budget.apbdes.returned", OF_THE_VILLAGE, subject, now, note=note.strip())
    return stage


@transaction.atomic
def mend_apbdes(*, stage_id: int, actor: Actor, now: dt.datetime) -> Stage:
    """Open a returned draft again, to change what the camat named. Raises MoveRefused, PermissionDenied."""
    stage = lock_stage(stage_id)
    require(actor, "budget.compose_apbdes", stage.owner)
    VILLAGE.move(stage, "answer")
    stage.save(update_fields=["status"])
    note_stage(stage, "answer", actor, now)
    data = {"year": stage.year}
    record(actor=actor, event="budget.apbdes.reopened", subject=stage, unit=stage.owner, now=now, data=data)
    return stage
