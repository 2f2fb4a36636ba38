"""What follows the result of a run: objections for everybody, the appointment and what may be done at work."""

import datetime as dt
from decimal import Decimal

from django.db.models import Prefetch, Q

from pendopo.kernel.access import Actor, permits
from pendopo.procurement import awarding, objecting
from pendopo.procurement.models import (
    Bidder,
    Package,
    Participant,
    Sanggah,
    SanggahBanding,
    SanggahPoint,
    Sppbj,
    SupplierAccount,
    Tender,
)
from pendopo.procurement.states import SanggahStatus, TenderStatus

AFTER_RESULT = (TenderStatus.STANDSTILL, TenderStatus.APPOINTED, TenderStatus.CONTRACTED)


def sanggah_of(tender: Tender) -> list[Sanggah]:
    """The objections to the result of a run with their points and appeals, in order; public. Two queries."""
    found = Sanggah.objects.filter(tender=tender).select_related(
        "participant__supplier__organisation", "appeal__document", "document"
    )
    points = Prefetch("points", SanggahPoint.objects.order_by("sequence"))
    return list(found.prefetch_related(points).order_by("sequence")[:100])


def sanggah_at(actor: Actor, pk: int) -> Sanggah | None:
    """One objection with its run, for those who filed, answer or decide it."""
    found = Sanggah.objects.select_related("tender__unit", "participant__supplier__organisation", "appeal")
    row = found.filter(pk=pk).first()
    return row if row is not None and sanggah_actions(actor, row) else None


def banding_at(actor: Actor, pk: int) -> SanggahBanding | None:
    """One appeal, for those who decide it."""
    found = SanggahBanding.objects.select_related(
        "sanggah__tender__unit", "sanggah__participant__supplier__organisation"
    )
    row = found.filter(pk=pk).first()
    return row if row is not None and permits(actor, "procurement.decide_banding", row.sanggah.tender) else None


def sanggah_actions(actor: Actor, sanggah: Sanggah) -> list[str]:
    """What the person may do with an objection now: answer it, appeal, decide the appeal."""
    appeal = getattr(sanggah, "appeal", None)
    if sanggah.status == SanggahStatus.FILED:
        return ["answer"] if permits(actor, "procurement.answer_sanggah", sanggah.tender) else []
    if appeal is not None:
        open_one = appeal.status == SanggahStatus.FILED
        return ["decide"] if open_one and permits(actor, "procurement.decide_banding", sanggah.tender) else []
    may = sanggah.appeal_until_date and permits(actor, "procurement.file_banding", sanggah.participant)
    return ["appeal"] if may else []


def run_at_work(actor: Actor, code: str) -> Tender | None:
    """One run whose bids were evaluated, for somebody who works on it or took part."""
    tender = Tender.objects.select_related("unit").filter(code=code).first()
    if tender is None:
        return None
    sees = permits(actor, "procurement.see_packages", tender.unit)
    seat = actor.pk is not None and tender.committee.filter(user_id=actor.pk).exists()
    return tender if sees or seat or participants_of(actor, tender) else None


def participants_of(actor: Actor, tender: Tender) -> list[Participant]:
    """The participants of the run that the person acts for."""
    if actor.pk is None:
        return []
    named = SupplierAccount.objects.filter(user_id=actor.pk, closed_at__isnull=True).values("supplier_id")
    own = Q(supplier__in=named) | Q(
        pk__in=Bidder.objects.filter(user_id=actor.pk, ended_at=None).values("participant_id")
    )
    rows = tender.participants.filter(own, status__in=objecting.BID).select_related("supplier__organisation")
    return list(rows.order_by("pk")[:20])


def objectors_of(actor: Actor, tender: Tender, now: dt.datetime) -> list[Participant]:
    """The participants of the run that the person may object for now."""
    until = objecting.objection_until(tender)
    if tender.status != TenderStatus.STANDSTILL or until is None or now >= until:
        return []
    filed = set(Sanggah.objects.filter(tender=tender, filed_at__gte=tender.decided_at).values_list("participant_id"))
    return [row for row in participants_of(actor, tender) if (row.pk,) not in filed]


def appointments_of(tender: Tender) -> list[Sppbj]:
    """The appointments of a run, the latest first."""
    return list(tender.sppbj.select_related("supplier__organisation").order_by("-pk")[:20])


def award_actions(actor: Actor, tender: Tender) -> list[str]:
    """What the person may do after the result: appoint the winner, withdraw the appointment, write the contract."""
    if not permits(actor, "procurement.appoint_supplier", tender):
        return []
    by_status = {TenderStatus.STANDSTILL: ["appoint"], TenderStatus.APPOINTED: ["contract", "withdraw"]}
    return by_status.get(TenderStatus(tender.status), [])


def winner_of(tender: Tender) -> Participant | None:
    """The participant that won the run; None while there is none."""
    return awarding.winner_of(tender)


def won_price(participant: Participant) -> Decimal:
    """The price at which the participant won, rupiah."""
    return awarding.won_price(participant)


def performance_due(tender: Tender, day: dt.date) -> Decimal:
    """The performance guarantee that the run's winner owes, rupiah."""
    winner = awarding.winner_of(tender)
    return awarding.performance_due(tender, winner, day) if winner else Decimal(0)


def appeal_due(sanggah: Sanggah, day: dt.date) -> Decimal:
    """The guarantee that an appeal against the answer needs, rupiah."""
    return objecting.appeal_guarantee(sanggah.tender, day)


def left_of_sppbj(sppbj: Sppbj) -> Decimal:
    """What contracts may still be made for under the appointment, rupiah."""
    return awarding.left_of_sppbj(sppbj)


def package_of_sppbj(sppbj: Sppbj, code: str) -> Package | None:
    """The package of that code, when the appointment's run is for it."""
    return Package.objects.select_related("unit").filter(code=code, tenders__tender=sppbj.tender_id).first()
