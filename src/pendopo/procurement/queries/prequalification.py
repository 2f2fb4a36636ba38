"""A prequalification for its readers: the firm's own papers, the committee's sheet, the short list for everybody."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.procurement import prequalifying
from pendopo.procurement.models import (
    Participant,
    PrequalificationResult,
    Qualification,
    QualificationObjection,
    QualificationPaper,
    Tender,
    TenderStep,
)
from pendopo.procurement.states import SanggahStatus, TenderStatus

MOST = 200


@dataclass(frozen=True)
class Stage:
    """Where a prequalification stands: its days, its result, whether papers are taken or judged now."""

    step: TenderStep
    result: PrequalificationResult | None
    taking: bool
    judging: bool
    objecting: bool
    waits_for: str

    @property
    def announced(self) -> bool:
        """Whether a short list stands."""
        return self.result is not None and self.result.announced_at is not None


def prequalification_of(tender: Tender, now: dt.datetime) -> Stage | None:
    """Where the run's prequalification stands; None where it has none. Three queries at most."""
    step = prequalifying.upload_of(tender)
    if step is None:
        return None
    result = prequalifying.result_of(tender)
    waiting = tender.status == TenderStatus.ANNOUNCED
    announced = result is not None and result.announced_at is not None
    until = result.objections_until if result else None
    return Stage(
        step=step,
        result=result,
        taking=waiting and step.starts_at <= now < step.ends_at,
        judging=waiting and now >= step.ends_at and not announced,
        objecting=until is not None and now < until,
        waits_for=prequalifying.waits_for(tender, now) if waiting else "",
    )


def _of(tender: Tender) -> QuerySet[Qualification]:
    found = Qualification.objects.filter(participant__tender=tender)
    names = found.select_related("participant__supplier__organisation")
    return names.prefetch_related("papers", "objections").order_by("participant__supplier__organisation__name", "pk")


def qualifications_to_judge(actor: Actor, tender: Tender, now: dt.datetime) -> list[Qualification]:
    """What was handed in, for the committee, once the days for it are over. Three queries."""
    step = prequalifying.upload_of(tender)
    if step is None or now < step.ends_at or not permits(actor, "procurement.judge_qualification", tender):
        return []
    return list(_of(tender)[:MOST])


def shortlist_for_everybody(tender: Tender) -> list[Qualification]:
    """Who is on the announced short list and who is not; nothing before. Three queries."""
    result = prequalifying.result_of(tender)
    return list(_of(tender)[:MOST]) if result is not None and result.announced_at is not None else []


def own_qualification(participant: Participant) -> Qualification | None:
    """What the participant handed in, with its papers and objections."""
    return _of(participant.tender).filter(participant=participant).first()


def paper_to_read(actor: Actor, pk: int, now: dt.datetime) -> QualificationPaper | None:
    """A paper, for those who bid for its participant, and for the committee once the days for handing in are over."""
    found = QualificationPaper.objects.select_related("document", "qualification__participant__tender__unit")
    paper = found.filter(pk=pk).first()
    if paper is None:
        return None
    participant = paper.qualification.participant
    own = permits(actor, "procurement.hand_in_qualification", participant)
    step = prequalifying.upload_of(participant.tender)
    over = step is not None and now >= step.ends_at
    return paper if own or (over and permits(actor, "procurement.judge_qualification", participant.tender)) else None


def shortlist_objection_to_answer(actor: Actor, tender: Tender, pk: int) -> QualificationObjection | None:
    """An objection to the short list that waits for its answer, for the committee."""
    if not permits(actor, "procurement.judge_qualification", tender):
        return None
    found = QualificationObjection.objects.select_related("qualification__participant__supplier__organisation")
    return found.filter(pk=pk, status=SanggahStatus.FILED, qualification__participant__tender=tender).first()
