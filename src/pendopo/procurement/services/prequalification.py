"""The acts of a prequalification: papers handed in, judged, the short list announced, objected to, answered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from pendopo.files.services import store_document
from pendopo.kernel.access import Actor, require
from pendopo.procurement import objecting, prequalifying
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.evaluating import locked_tender
from pendopo.procurement.models import (
    Participant,
    PrequalificationResult,
    Qualification,
    QualificationObjection,
    QualificationPaper,
    Tender,
)
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.prequalifying import PrequalificationRefused
from pendopo.procurement.services.documents_of_runs import SentFile
from pendopo.procurement.states import SANGGAH, SHORTLIST, ShortlistStatus
from pendopo.procurement.supplying import tell_accounts
from pendopo.procurement.tendering import tell

MOST_PAPERS = 40


@dataclass(frozen=True)
class Verdict:
    """Whether a supplier comes on the short list; why not, where it does not."""

    listed: bool
    reason: str = ""


@transaction.atomic
def hand_in_qualification(*, participant_id: int, file: SentFile, actor: Actor, now: dt.datetime) -> QualificationPaper:
    """A participant hands in one paper of its qualification, while the days for it run by the database's clock.

    Raises PrequalificationRefused (none, early, late, full), FileRefused, PermissionDenied.
    """
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    require(actor, "procurement.hand_in_qualification", participant)
    tender = locked_tender(participant.tender_id)
    moment = prequalifying.demand_upload(tender)
    found, _new = Qualification.objects.get_or_create(participant=participant, defaults={"handed_at": moment})
    if found.papers.count() >= MOST_PAPERS:
        raise PrequalificationRefused("full", MOST_PAPERS)
    title = file.title or file.file_name
    stored = store_document(
        data=file.data, file_name=file.file_name, label=title, unit=tender.unit.name, actor=actor, now=now
    )
    made = QualificationPaper.objects.create(qualification=found, title=title[:200], document=stored, added_at=moment)
    found.handed_at = moment
    found.save(update_fields=["handed_at"])
    tell(tender, "qualification.handed_in", actor, now, supplier=str(participant.supplier), paper=made.title)
    return made


@transaction.atomic
def take_back_paper(*, paper_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take a paper back while the days run; without papers nothing is handed in.

    Raises PrequalificationRefused, PermissionDenied.
    """
    paper = QualificationPaper.objects.select_related("qualification__participant__supplier").get(pk=paper_id)
    found = paper.qualification
    require(actor, "procurement.hand_in_qualification", found.participant)
    tender = locked_tender(found.participant.tender_id)
    prequalifying.demand_upload(tender)
    paper.delete()
    if not found.papers.exists():
        found.delete()
    tell(tender, "qualification.taken_back", actor, now, supplier=str(found.participant.supplier), paper=paper.title)


@transaction.atomic
def judge_qualifications(*, tender_id: int, verdicts: Mapping[int, Verdict], actor: Actor, now: dt.datetime) -> Tender:
    """The committee says of each participant whether it is qualified, by its id; a refusal has its reason.

    Raises PrequalificationRefused (none, not_over, announced, participant, reason), PermissionDenied.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.judge_qualification", tender)
    prequalifying.demand_judging(tender)
    found = {one.participant_id: one for one in Qualification.objects.filter(participant__tender=tender)}
    for number, verdict in verdicts.items():
        if number not in found:
            raise PrequalificationRefused("participant", number)
        if not verdict.listed and not verdict.reason.strip():
            raise PrequalificationRefused("reason", number)
        one = found[number]
        SHORTLIST.move(one, "list" if verdict.listed else "refuse")
        one.reason = "" if verdict.listed else verdict.reason.strip()[:1000]
        one.judged_at, one.judged_label = now, actor.label
        one.save(update_fields=["status", "reason", "judged_at", "judged_label"])
    tell(tender, "qualifications.judged", actor, now, number=len(verdicts))
    return tender


@transaction.atomic
def announce_shortlist(*, tender_id: int, actor: Actor, now: dt.datetime) -> PrequalificationResult:
    """Announce the short list; objections are open for the working days of the law, and bidding waits for their end.

    Raises PrequalificationRefused (none, not_over, announced, unjudged, nobody), PermissionDenied.
    """
    tender = locked_tender(tender_id)
    require(actor, "procurement.judge_qualification", tender)
    prequalifying.demand_judging(tender)
    found = list(Qualification.objects.filter(participant__tender=tender).select_related("participant__supplier"))
    if any(one.status == ShortlistStatus.WAITING for one in found):
        raise PrequalificationRefused("unjudged")
    listed = sum(one.status == ShortlistStatus.LISTED for one in found)
    if not listed:
        raise PrequalificationRefused("nobody")
    result, _new = PrequalificationResult.objects.get_or_create(tender=tender)
    days = int(rule_on("OBJECTION", timezone.localdate(now))["file_working_days"])
    result.announced_at, result.announced_label = now, actor.label
    result.objections_until = objecting.end_of_window(now, days, factor=tender.time_factor)
    result.save()
    prequalifying.make_room(tender, now, result.objections_until, actor, now)
    tell(tender, "shortlist.announced", actor, now, listed=listed, number=len(found))
    for one in found:
        if one.participant.supplier:
            words = {"tender": tender, "qualification": one}
            tell_accounts(one.participant.supplier, "procurement.shortlist.announced", tender.title, words, now)
    return result


@transaction.atomic
def object_to_shortlist(*, participant_id: int, text: str, actor: Actor, now: dt.datetime) -> QualificationObjection:
    """A participant that handed in objects to the short list, once for each result, in its days.

    Raises PrequalificationRefused (not_announced, late, not_handed, once), ReasonMissing, PermissionDenied.
    """
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    require(actor, "procurement.hand_in_qualification", participant)
    tender = locked_tender(participant.tender_id)
    result = prequalifying.result_of(tender)
    if result is None or result.announced_at is None or result.objections_until is None:
        raise PrequalificationRefused("not_announced")
    if now >= result.objections_until:
        raise PrequalificationRefused("window_over")
    found = Qualification.objects.filter(participant=participant).first()
    if found is None:
        raise PrequalificationRefused("not_handed")
    if found.objections.filter(number=result.number).exists():
        raise PrequalificationRefused("once")
    if not text.strip():
        raise ReasonMissing
    day, moment = objecting.due(tender, now, int(rule_on("OBJECTION", timezone.localdate(now))["answer_working_days"]))
    made = QualificationObjection.objects.create(
        qualification=found, number=result.number, text=text.strip()[:4000], filed_at=now, filed_label=actor.label,
        answer_due_date=day, answer_due_at=moment,
    )  # fmt: skip
    tell(tender, "shortlist.objected", actor, now, supplier=str(participant.supplier))
    return made


@transaction.atomic
def answer_shortlist_objection(
    *, objection_id: int, accepted: bool, answer: str, actor: Actor, now: dt.datetime
) -> QualificationObjection:
    """The committee answers; an accepted objection takes the short list back, and it is judged and announced again.

    Raises ReasonMissing, MoveRefused, PermissionDenied.
    """
    pk = QualificationObjection.objects.values_list("qualification__participant__tender", flat=True)
    tender = locked_tender(pk.get(pk=objection_id))
    require(actor, "procurement.judge_qualification", tender)
    found = QualificationObjection.objects.select_related("qualification__participant__supplier").get(pk=objection_id)
    if not answer.strip():
        raise ReasonMissing
    SANGGAH.move(found, "accept" if accepted else "reject")
    found.answer, found.answered_at, found.answered_label = answer.strip()[:4000], now, actor.label
    found.save()
    result = PrequalificationResult.objects.get(tender=tender)
    if accepted and result.announced_at is not None:
        result.announced_at, result.objections_until, result.number = None, None, result.number + 1
        result.save()
    elif result.announced_at is not None and result.objections_until is not None:
        prequalifying.make_room(tender, result.announced_at, max(now, result.objections_until), actor, now)
    supplier = str(found.qualification.participant.supplier)
    tell(tender, f"shortlist_objection.{'accepted' if accepted else 'rejected'}", actor, now, supplier=supplier)
    return found
