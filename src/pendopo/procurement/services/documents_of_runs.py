"""The acts on what bidders read: files of a run, numbered amendments, questions and answers, minutes."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.files.services import release_document, store_document
from pendopo.kernel.access import Actor, require
from pendopo.kernel.display import date_and_time
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement import scheduling
from pendopo.procurement.kinds import RunPaper
from pendopo.procurement.models import (
    DocumentAmendment,
    Minutes,
    MinutesKind,
    Participant,
    Tender,
    TenderDocument,
    TenderQuestion,
)
from pendopo.procurement.readiness import hps_is_fresh
from pendopo.procurement.replanning import follow_deadline
from pendopo.procurement.schedules import shift_steps
from pendopo.procurement.scheduling import Step
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import TenderStatus
from pendopo.procurement.tendering import (
    TenderRefused,
    locked,
    office_on,
    plan_of,
    refuse_announced,
    refuse_late,
    tell,
    wake,
)


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent, what it is, and how it is called in the list."""

    data: bytes
    file_name: str
    kind: str = RunPaper.OTHER
    title: str = ""


@transaction.atomic
def add_tender_document(*, tender_id: int, file: SentFile, actor: Actor, now: dt.datetime) -> TenderDocument:
    """Add a file to a run that is being prepared; everybody reads it once the run is announced.

    Raises TenderRefused, FileRefused, PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.add_tender_document", tender)
    refuse_announced(tender)
    made = _stored(tender, file, actor, now)
    tell(tender, "tender_document.added", actor, now, document=made.title)
    return made


@transaction.atomic
def remove_tender_document(*, document_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take a file out of a run that is being prepared. Raises TenderRefused, PermissionDenied."""
    found = TenderDocument.objects.get(pk=document_id)
    tender = locked(found.tender_id)
    require(actor, "procurement.add_tender_document", tender)
    refuse_announced(tender)
    found.delete()
    tell(tender, "tender_document.removed", actor, now, document=found.title)


def _stored(tender: Tender, file: SentFile, actor: Actor, now: dt.datetime) -> TenderDocument:
    title = file.title or file.file_name
    stored = store_document(
        data=file.data, file_name=file.file_name, label=title, unit=tender.unit.name, actor=actor, now=now
    )
    return TenderDocument.objects.create(tender=tender, kind=file.kind, title=title, document=stored, added_at=now)


@transaction.atomic
def amend_documents(
    *,
    tender_id: int,
    summary: str,
    actor: Actor,
    now: dt.datetime,
    deadline: dt.datetime | None = None,
    file: SentFile | None = None,
) -> DocumentAmendment:
    """Change what was announced, in writing and numbered; the deadline may move to a later moment, nothing else moves.

    Steps after the deadline wait for it, and a seal plan gets a version that names it.
    Raises TenderRefused (closed, late, reason, earlier, office, hps_age), FileRefused, PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.amend_documents", tender)
    refuse_late(tender)
    if not summary.strip():
        raise TenderRefused("reason")
    before = tender.deadline_at
    assert before is not None
    after = deadline or before
    _refuse_deadline(tender, before, after)
    last = tender.amendments.order_by("-number").first()
    made = DocumentAmendment.objects.create(
        tender=tender, number=last.number + 1 if last else 1, summary=summary.strip(), deadline_before_at=before,
        deadline_at=after, maker_label=actor.label, made_at=now,
    )  # fmt: skip
    if after != before:
        shift_steps(tender, _after(plan_of(tender), after, tender))
        follow_deadline(tender, before, actor, now)
        wake(tender)
    if file is not None:
        _amending_file(made, file, actor, now)
    tell(tender, "documents.amended", actor, now, number=made.number, deadline=str(after), before=str(before))
    return made


def _refuse_deadline(tender: Tender, before: dt.datetime, after: dt.datetime) -> None:
    if after < before:
        raise TenderRefused("earlier", before=date_and_time(before))
    if after == before or tender.practice:
        return
    if not office_on(timezone.localdate(after)).holds(after):
        raise TenderRefused("office")
    if not hps_is_fresh(tender, after):
        raise TenderRefused("hps_age")


def _after(plan: list[Step], deadline: dt.datetime, tender: Tender) -> list[Step]:
    """The schedule with the new deadline: what ended with the old one ends with it, later steps keep their length."""
    old = scheduling.deadline_of(plan)
    assert old is not None
    by = deadline - old
    office = None if tender.practice else office_on(timezone.localdate(deadline))
    place = next(number for number, one in enumerate(plan) if one.code == scheduling.DEADLINE)
    return [_later(one, by, number - place, old, office) for number, one in enumerate(plan)]


def _later(step: Step, by: dt.timedelta, after: int, old: dt.datetime, office: scheduling.Office | None) -> Step:
    if after == 0 or (after < 0 and step.code.startswith("download") and step.ends_at >= old):
        return replace(step, ends_at=step.ends_at + by)
    if after < 0:
        return step
    starts, ends = step.starts_at + by, step.ends_at + by
    return replace(step, starts_at=starts, ends_at=ends) if office is None else _in_office(step, starts, ends, office)


def _in_office(step: Step, starts: dt.datetime, ends: dt.datetime, office: scheduling.Office) -> Step:
    return replace(step, starts_at=office.into(starts), ends_at=office.into(ends))


def _amending_file(made: DocumentAmendment, file: SentFile, actor: Actor, now: dt.datetime) -> None:
    tender = made.tender
    with translation.override(DEFAULT):
        title = _("Amendment %(number)s of the documents") % {"number": made.number}
    paper = _stored(tender, replace(file, kind=RunPaper.AMENDMENT, title=title), actor, now)
    paper.amendment = made
    paper.save(update_fields=["amendment"])
    release_document(document_id=paper.document_id, actor=actor, now=now)


@transaction.atomic
def ask_question(*, participant_id: int, text: str, actor: Actor, now: dt.datetime) -> TenderQuestion:
    """A registered supplier asks about the documents. Raises TenderRefused (closed, late, empty), PermissionDenied."""
    participant = Participant.objects.get(pk=participant_id)
    require(actor, "procurement.ask_question", participant)
    tender = locked(participant.tender_id)
    refuse_late(tender)
    if not text.strip():
        raise TenderRefused("empty")
    last = tender.questions.order_by("-number").first()
    made = TenderQuestion.objects.create(
        tender=tender, number=last.number + 1 if last else 1, participant=participant, text=text.strip()[:2000],
        asked_at=now,
    )  # fmt: skip
    tell(tender, "question.asked", actor, now, number=made.number)
    return made


@transaction.atomic
def answer_question(*, question_id: int, answer: str, actor: Actor, now: dt.datetime) -> TenderQuestion:
    """Answer a question for everybody, once, before the deadline. What the answer changes stands in an amendment.

    Raises TenderRefused (closed, late, empty, answered), PermissionDenied.
    """
    question = TenderQuestion.objects.get(pk=question_id)
    tender = locked(question.tender_id)
    require(actor, "procurement.answer_question", tender)
    refuse_late(tender)
    question.refresh_from_db()
    if question.answered_at is not None:
        raise TenderRefused("answered")
    if not answer.strip():
        raise TenderRefused("empty")
    question.answer, question.answered_at, question.answerer_label = answer.strip()[:4000], now, actor.label
    question.save(update_fields=["answer", "answered_at", "answerer_label"])
    tell(tender, "question.answered", actor, now, number=question.number)
    return question


@transaction.atomic
def hold_briefing(
    *, tender_id: int, notes: str, present: int, held_at: dt.datetime, actor: Actor, now: dt.datetime
) -> Minutes:
    """Draw up the minutes of the briefing (aanwijzing): what was explained, how many were there, questions and answers.

    Raises TenderRefused (announced_first, future), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.hold_briefing", tender)
    if tender.status == TenderStatus.PREPARED:
        raise TenderRefused("announced_first")
    if held_at > now:
        raise TenderRefused("future")
    facts = {
        "present": present,
        "notes": [part.strip() for part in notes.splitlines() if part.strip()],
        "questions": [[str(one.number), one.text, one.answer] for one in tender.questions.order_by("number")[:300]],
    }
    return draw_minutes(
        tender_id=tender.pk, kind=MinutesKind.BRIEFING, facts=facts, held_at=held_at, actor=actor, now=now
    )
