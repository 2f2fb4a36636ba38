"""What the acts of evaluating share: refusals, the locked run, its plan and criteria, what becomes of an offer."""

import csv
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from pendopo.audit.services import record
from pendopo.instance.queries import working_calendar
from pendopo.kernel import topics
from pendopo.kernel.access import Actor
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.access_evaluation import members_of
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.evaluation_rules import Comparison
from pendopo.procurement.events_evaluation import EVALUATION
from pendopo.procurement.flags.entry import recount
from pendopo.procurement.models import (
    ChangedKind,
    Criterion,
    EvaluationPlan,
    EvaluationTie,
    KnockOut,
    KnockOutGround,
    Participant,
    ProcurementChange,
    Tender,
)
from pendopo.procurement.states import OFFER, TENDER_PUBLIC, OfferStatus

CRITERIA = Path(__file__).with_name("criteria.csv")
IN_PLAY = (OfferStatus.SUBMITTED, OfferStatus.VALID, OfferStatus.DISQUALIFIED)


class EvaluationRefused(Exception):
    """An act on an evaluation breaks a rule; `code` says which one (see `evaluation_words`), `about` on what."""

    def __init__(self, code: str, about: Any = None) -> None:
        super().__init__(f"{code} {about}")
        self.code, self.about = code, about


@dataclass(frozen=True)
class CriterionValues:
    """A criterion as a person writes it."""

    part: str
    name: str
    requirement: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True)
class PlanValues:
    """How a run is evaluated, as a person says it."""

    technical_weight: Decimal | None = None
    least_technical_score: Decimal | None = None
    tie_rule: str = EvaluationTie.EARLIER
    unit_prices: bool = True


def locked_tender(tender_id: int) -> Tender:
    """The run, locked against other acts on it."""
    found = Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    return found.get(pk=tender_id)


def law_day(tender: Tender) -> dt.date:
    """The day whose law holds for the run: that of its announcement."""
    return timezone.localdate(tender.announced_at or tender.created_at)


def law_of(tender: Tender, code: str) -> dict[str, Any]:
    """The value of a rule as it was in force when the run was announced."""
    return rule_on(code, law_day(tender))


@cache
def _seeds() -> tuple[dict[str, str], ...]:
    with CRITERIA.open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def standard_criteria(kind: str, evaluation: str) -> list[CriterionValues]:
    """The criteria of the standard document for what is bought and how it is evaluated."""
    return [
        CriterionValues(row["part"], row["name"], row["requirement"], Decimal(row["weight"]) if row["weight"] else None)
        for row in _seeds()
        if {"*", kind or "GOODS"} & set(row["kinds"].split()) and {"*", evaluation} & set(row["evaluation"].split())
    ]


def standard_plan(evaluation: str) -> PlanValues:
    """How the standard document evaluates."""
    if evaluation != "QUALITY_COST":
        return PlanValues()
    return PlanValues(
        technical_weight=Decimal("0.8"),
        least_technical_score=Decimal(70),
        tie_rule=EvaluationTie.TECHNICAL,
        unit_prices=True,
    )


def write_plan(
    tender: Tender, values: PlanValues, criteria: list[CriterionValues], *, standard: bool
) -> EvaluationPlan:
    """Replace the run's plan and criteria."""
    tender.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(tender=tender, sequence=number, **vars(one)) for number, one in enumerate(criteria, 1)
    )
    plan, _new = EvaluationPlan.objects.update_or_create(tender=tender, defaults=vars(values) | {"standard": standard})
    return plan


def plan_for(tender: Tender) -> EvaluationPlan:
    """The plan of a run that is evaluated; nobody set one: that of the standard document holds, and is kept."""
    found = EvaluationPlan.objects.filter(tender=tender).first()
    if found is not None:
        return found
    values = standard_plan(tender.evaluation)
    return write_plan(tender, values, standard_criteria(tender.kind, tender.evaluation), standard=True)


def in_play(tender: Tender) -> QuerySet[Participant]:
    """Those who handed in an offer that stands, whatever came of it, by when they did."""
    found = tender.participants.filter(status__in=IN_PLAY).select_related("supplier__organisation")
    return found.order_by("submitted_at", "pk")


@translation.override(DEFAULT)
def knock_out(
    participant: Participant, ground: str, now: dt.datetime, *, criterion: Criterion | None = None, note: str = ""
) -> None:
    """The offer is out, on a ground of the document; further grounds are added to the first."""
    KnockOut.objects.create(participant=participant, ground=ground, criterion=criterion, note=note[:1000], at=now)
    said = criterion.name if criterion else str(KnockOutGround(ground).label)
    words = [participant.knock_out_reason, f"{said}: {note}" if note else said]
    participant.knock_out_reason = "; ".join(filter(None, words))[:1000]
    if participant.status != OfferStatus.DISQUALIFIED:
        OFFER.move(participant, "disqualify")
    participant.rank = participant.final_score = participant.evaluated_amount = None
    participant.save()


def reinstate(participant: Participant, now: dt.datetime, *grounds: str) -> None:
    """Take back what was found on the grounds; an offer that nothing else keeps out is valid again."""
    if participant.status != OfferStatus.DISQUALIFIED:
        return
    standing = participant.knock_outs.filter(lifted_at__isnull=True)
    standing.filter(ground__in=grounds).update(lifted_at=now)
    if not standing.exists():
        OFFER.move(participant, "look_again")
        OFFER.move(participant, "validate")
        participant.knock_out_reason = ""
        participant.save(update_fields=["status", "knock_out_reason"])


def look_again(participant: Participant, now: dt.datetime) -> None:
    """Take back everything that was found of the offer."""
    participant.knock_outs.filter(lifted_at__isnull=True).update(lifted_at=now)
    if participant.status != OfferStatus.SUBMITTED:
        OFFER.move(participant, "look_again")
    participant.knock_out_reason = ""
    participant.rank = participant.technical_score = participant.final_score = participant.evaluated_amount = None
    participant.save()


def price_of(participant: Participant) -> Decimal:
    """The price that counts: corrected, else as offered."""
    found = participant.price_amount if participant.corrected_amount is None else participant.corrected_amount
    return found or Decimal(0)


def contract_price_of(participant: Participant) -> Decimal:
    """The price that a contract is made at: negotiated, else corrected, else as offered; never the evaluated one."""
    return price_of(participant) if participant.negotiated_amount is None else participant.negotiated_amount


def has_committee(tender: Tender) -> bool:
    """Whether a committee was appointed for the run."""
    return bool(members_of(tender).exists())


def standstill_end(tender: Tender, now: dt.datetime) -> dt.datetime:
    """The last moment for objections: the end of the last working day that the law gives, on the run's own clock."""
    days = law_of(tender, "OBJECTION")["file_working_days"]
    last = working_calendar().add(timezone.localdate(now), days)
    end = timezone.make_aware(dt.datetime.combine(last, dt.time(23, 59, 59)))
    return now + (end - now) / tender.time_factor


def set_window(tender: Tender, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Let the run's schedule show the window for objections as it really is."""
    step = tender.steps.filter(code="objection_window").first()
    if step is not None:
        step.starts_at, step.ends_at = starts_at, ends_at
        step.save(update_fields=["starts_at", "ends_at"])


def comparison_of(tender: Tender, plan: EvaluationPlan) -> Comparison:
    """How the run compares its valid offers."""
    return Comparison(
        evaluation=tender.evaluation,
        kind=tender.kind,
        hps=tender.hps_amount,
        preference=law_of(tender, "PRICE_PREFERENCE"),
        tie_rule=plan.tie_rule,
        weight=plan.technical_weight,
    )


def tell(tender: Tender, event: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    """Log the act, and let the pages that show the run be made anew."""
    told = {"title": tender.title, "tender": tender.code}
    record(actor=actor, event=event, subject=tender, unit=tender.unit, now=now, data=told | data)
    recount(tender, now)
    topics.touch("procurement", f"procurement:{tender.year}")
    if EVALUATION[event].public and tender.status in TENDER_PUBLIC and not tender.practice:
        ProcurementChange.objects.create(kind=ChangedKind.TENDER, code=tender.code, event=event, at=now)
