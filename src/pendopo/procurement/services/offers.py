"""Offers on paper: typed in by those who evaluate a run that has no sealed envelopes, with the reason."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.kernel.clock import locked_now
from pendopo.procurement import evaluating, prequalifying
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.minuting import written
from pendopo.procurement.models import MinutesKind, Participant, Scheme, Tender
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.minutes import draw_minutes
from pendopo.procurement.states import OFFER, TENDER, OfferStatus, TenderStatus


@dataclass(frozen=True)
class PaperOffer:
    """An offer as it lay on the table: rupiah with two places (none: not opened yet), domestic content in percent."""

    participant: int
    price: Decimal | None
    tkdn_percent: Decimal | None = None


@transaction.atomic
def record_offers(*, tender_id: int, offers: list[PaperOffer], reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """Open the offers of a run without sealing: they are typed in, their minutes are drawn up.

    Of a two-file run the prices stay shut (none) until its technical result is announced; then they are recorded by
    the same act. Raises EvaluationRefused, ReasonMissing, MoveRefused, PermissionDenied.
    """
    tender = evaluating.locked_tender(tender_id)
    require(actor, "procurement.record_offers", tender)
    if not reason.strip():
        raise ReasonMissing
    if tender.sealed or tender.seal_plans.exists():
        raise EvaluationRefused("sealed")
    later = tender.status == TenderStatus.OPENED
    _check(tender, offers, later=later)
    rows = [_kept(tender, one, now, later=later) for one in offers]
    if not later:
        _open(tender)
    facts = {"reason": reason.strip(), "stage": 2 if later else 1, "offers": [_shown(row) for row in rows]}
    draw_minutes(tender_id=tender.pk, kind=MinutesKind.OPENING, facts=facts, held_at=now, actor=actor, now=now)
    evaluating.tell(tender, "procurement.offers.recorded", actor, now, number=len(rows), reason=reason.strip())
    return tender


def _open(tender: Tender) -> None:
    """Close the run, whose time is over, where the clock has not done so; its offers are open."""
    if tender.status == TenderStatus.OPEN:
        if tender.deadline_at and tender.deadline_at > locked_now():
            raise EvaluationRefused("too_early", tender.deadline_at)
        TENDER.move(tender, "close")
    TENDER.move(tender, "unseal")
    tender.save(update_fields=["status"])


def _check(tender: Tender, offers: list[PaperOffer], *, later: bool) -> None:
    if not offers:
        raise EvaluationRefused("no_offers")
    if any(one.price is not None and one.price < 0 for one in offers):
        raise EvaluationRefused("negative")
    two = tender.scheme == Scheme.TWO_FILE
    shut = two and not later
    if shut and any(one.price is not None for one in offers):
        raise EvaluationRefused("prices_shut")
    if not shut and any(one.price is None for one in offers):
        raise EvaluationRefused("price_missing")
    if later and (not two or evaluating.plan_for(tender).concluded_at is None):
        raise EvaluationRefused("recorded" if not two else "prices_shut")


def _kept(tender: Tender, offer: PaperOffer, now: dt.datetime, *, later: bool) -> Participant:
    found = tender.participants.select_related("supplier__organisation").filter(pk=offer.participant).first()
    wanted = OfferStatus.VALID if later else OfferStatus.INVITED
    if found is None or found.status != wanted:
        raise EvaluationRefused("participant", offer.participant)
    if not prequalifying.may_bid(found):
        raise EvaluationRefused("shortlist", str(found.supplier))
    if not later:
        OFFER.move(found, "submit")
        found.submitted_at = found.submitted_at or now
    found.price_amount, found.tkdn_percent = offer.price, offer.tkdn_percent or found.tkdn_percent
    found.save(update_fields=["status", "submitted_at", "price_amount", "tkdn_percent"])
    return found


def _shown(row: Participant) -> list[Any]:
    tkdn = "" if row.tkdn_percent is None else str(row.tkdn_percent).replace(".", ",")
    return [row.supplier.organisation.name if row.supplier else "", written(row.price_amount), tkdn]
