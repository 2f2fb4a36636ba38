"""The acts on objections: filed by a participant, answered by the committee; appealed, decided by the PA or KPA."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.queries import holders_of
from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify
from pendopo.procurement import objecting
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Participant, Sanggah, SanggahBanding, SanggahPoint, Tender
from pendopo.procurement.objecting import ObjectionRefused
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.answer_papers import print_answer
from pendopo.procurement.states import SANGGAH, TENDER, TenderStatus

MOST_POINTS = 20
NOTICES = {
    "procurement.sanggah.filed": _("An objection waits for its answer"),
    "procurement.sanggah.answered": _("Your objection was answered"),
    "procurement.banding.filed": _("An appeal waits for your decision"),
    "procurement.banding.answered": _("Your appeal was decided"),
}
Answers = Mapping[int, tuple[bool, str]]
"""Point id -> whether it is accepted, and the answer."""


@dataclass(frozen=True)
class AppealValues:
    """An appeal: why, and its guarantee (rupiah with two places)."""

    text: str
    issuer: str = ""
    number: str = ""
    amount: Decimal = Decimal(0)
    until_date: dt.date | None = None


@transaction.atomic
def file_sanggah(*, participant_id: int, points: Sequence[str], actor: Actor, now: dt.datetime) -> Sanggah:
    """Object to the result of the run, point by point. Raises ObjectionRefused, ReasonMissing, PermissionDenied."""
    participant = Participant.objects.select_related("supplier__organisation").get(pk=participant_id)
    tender = _locked(participant.tender_id)
    require(actor, "procurement.file_sanggah", participant)
    objecting.check_objection(tender, participant, now)
    told = [text.strip()[:4000] for text in points if text.strip()][:MOST_POINTS]
    if not told:
        raise ReasonMissing
    days = int(rule_on("OBJECTION", timezone.localdate(now))["answer_working_days"])
    day, moment = objecting.due(tender, now, days)
    made = Sanggah.objects.create(
        tender=tender, participant=participant, sequence=tender.objections.count() + 1, filed_at=now,
        filed_label=actor.label, answer_due_date=day, answer_due_at=moment,
    )  # fmt: skip
    SanggahPoint.objects.bulk_create(
        SanggahPoint(sanggah=made, sequence=number, text=text) for number, text in enumerate(told, start=1)
    )
    _tell(made, "sanggah.filed", actor, now, points=len(told))
    _notify(made, "procurement.sanggah.filed", _answerers(tender, now), now)
    return made


@transaction.atomic
def answer_sanggah(*, sanggah_id: int, answers: Answers, summary: str, actor: Actor, now: dt.datetime) -> Sanggah:
    """The committee answers every point; one accepted point accepts the objection, and the run is evaluated again.

    Raises ReasonMissing for a point without answer, MoveRefused, PermissionDenied.
    """
    sanggah = _locked_sanggah(sanggah_id)
    require(actor, "procurement.answer_sanggah", sanggah.tender)
    points = list(sanggah.points.all())
    accepted = _answered(points, answers)
    SANGGAH.move(sanggah, "accept" if accepted else "reject")
    SanggahPoint.objects.bulk_update(points, ["accepted", "answer"])
    _close(sanggah, summary, actor, now)
    if not accepted:
        days = int(rule_on("APPEAL", timezone.localdate(now))["file_working_days"])
        if objecting.may_be_appealed(sanggah.tender, timezone.localdate(now)):
            day, moment = objecting.due(sanggah.tender, now, days)
            sanggah.appeal_until_date, sanggah.appeal_until_at = day, moment
    sanggah.save()
    print_answer(answered=sanggah, actor=actor, now=now)
    _after(sanggah, "sanggah", accepted, actor, now)
    return sanggah


def _answered(points: list[SanggahPoint], answers: Answers) -> bool:
    for point in points:
        accepted, text = answers.get(point.pk, (False, ""))
        if not text.strip():
            raise ReasonMissing
        point.accepted, point.answer = accepted, text.strip()[:4000]
    return any(point.accepted for point in points)


@transaction.atomic
def file_banding(*, sanggah_id: int, values: AppealValues, actor: Actor, now: dt.datetime) -> SanggahBanding:
    """Appeal to the PA or KPA against a refused objection, with the guarantee that the law asks for.

    Raises ObjectionRefused, ReasonMissing, PermissionDenied.
    """
    sanggah = _locked_sanggah(sanggah_id)
    require(actor, "procurement.file_banding", sanggah.participant)
    if not values.text.strip():
        raise ReasonMissing
    objecting.check_appeal(sanggah, values.amount, values.until_date, now)
    if values.amount and not (values.issuer.strip() and values.number.strip()):
        raise ObjectionRefused("guarantee_paper")
    days = int(rule_on("APPEAL", timezone.localdate(now))["answer_working_days"])
    day, moment = objecting.due(sanggah.tender, now, days)
    made = SanggahBanding.objects.create(
        sanggah=sanggah, text=values.text.strip()[:8000], guarantee_issuer=values.issuer.strip()[:200],
        guarantee_number=values.number.strip()[:120], guarantee_amount=values.amount,
        guarantee_until_date=values.until_date, filed_at=now, filed_label=actor.label, answer_due_date=day,
        answer_due_at=moment,
    )  # fmt: skip
    _tell(sanggah, "banding.filed", actor, now)
    heads = _holding(sanggah.tender, now, "pa", "kpa")
    _notify(sanggah, "procurement.banding.filed", heads, now)
    return made


@transaction.atomic
def decide_banding(*, banding_id: int, accepted: bool, reason: str, actor: Actor, now: dt.datetime) -> SanggahBanding:
    """The PA or KPA, with no seat in the committee, decides an appeal; accepted, the run is evaluated again.

    Raises ReasonMissing, MoveRefused, PermissionDenied.
    """
    found = SanggahBanding.objects.select_for_update(of=("self",), no_key=True)
    banding = found.select_related("sanggah").get(pk=banding_id)
    banding.sanggah = _locked_sanggah(banding.sanggah_id)
    require(actor, "procurement.decide_banding", banding.sanggah.tender)
    if not reason.strip():
        raise ReasonMissing
    SANGGAH.move(banding, "accept" if accepted else "reject")
    _close(banding, reason, actor, now)
    banding.save()
    print_answer(answered=banding, actor=actor, now=now)
    _after(banding.sanggah, "banding", accepted, actor, now)
    return banding


def _locked(tender_id: int) -> Tender:
    found = Tender.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit").get(pk=tender_id)


def _locked_sanggah(sanggah_id: int) -> Sanggah:
    """The objection with its run; the run is locked first, as everywhere."""
    tender = _locked(Sanggah.objects.values_list("tender_id", flat=True).get(pk=sanggah_id))
    found = Sanggah.objects.select_for_update(of=("self",), no_key=True)
    sanggah = found.select_related("participant__supplier__organisation").get(pk=sanggah_id)
    sanggah.tender = tender
    return sanggah


def _close(answered: Sanggah | SanggahBanding, text: str, actor: Actor, now: dt.datetime) -> None:
    answered.answer, answered.answered_at, answered.answered_label = text.strip()[:8000], now, actor.label


def _after(sanggah: Sanggah, what: str, accepted: bool, actor: Actor, now: dt.datetime) -> None:
    """Tell of the decision; an accepted one sets the result aside."""
    if accepted and sanggah.tender.status == TenderStatus.STANDSTILL:
        TENDER.move(sanggah.tender, "evaluate_again")
        sanggah.tender.save(update_fields=["status"])
        sanggah.tender.participants.filter(is_winner=True).update(is_winner=False)
    _tell(sanggah, f"{what}.{'accepted' if accepted else 'rejected'}", actor, now)
    bidders = [one.user for one in sanggah.participant.bidders.filter(ended_at=None).select_related("user")]
    _notify(sanggah, f"procurement.{what}.answered", bidders, now)


def _answerers(tender: Tender, now: dt.datetime) -> list[Any]:
    """Who answers: the committee, or the officer of the unit where there is none."""
    members = [one.user for one in tender.committee.filter(interest="").select_related("user")]
    if members:
        return members
    return _holding(tender, now, "pejabat_pengadaan")


def _holding(tender: Tender, now: dt.datetime, *roles: str) -> list[Any]:
    """Everybody who holds one of the roles for the run's unit."""
    day = timezone.localdate(now)
    found = [(role, one) for role in roles for one in holders_of(role, day)]
    return [one for role, one in found if one.holds(role, tender.unit, day)]


def _notify(sanggah: Sanggah, event: str, people: Sequence[Any], now: dt.datetime) -> None:
    url = reverse("procurement:tender", kwargs={"code": sanggah.tender.code})
    context = {"sanggah": sanggah, "tender": sanggah.tender, "url": url}
    title = format_lazy("{told}: {title}", told=NOTICES[event], title=sanggah.tender.title)
    notify(actor=SYSTEM, event=event, recipients=people, subject=title, context=context, now=now)


def _tell(sanggah: Sanggah, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    supplier = sanggah.participant.supplier
    data = {
        "number": sanggah.sequence,
        "tender": sanggah.tender.code,
        "supplier": supplier.organisation.name if supplier else "",
    }
    event = f"procurement.{what}"
    record(actor=actor, event=event, subject=sanggah, unit=sanggah.tender.unit, now=now, data=data | more)
    topics.touch("procurement", f"procurement:{sanggah.tender.year}")
