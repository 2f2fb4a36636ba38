"""The acts that carry a run from its announcement to its deadline: announced, opened and closed by the clock."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pendopo.files.services import release_document
from pendopo.kernel import clock, jobs, topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement import evaluating, prequalifying, scheduling
from pendopo.procurement.models import Tender, TenderStep
from pendopo.procurement.readiness import missing_of
from pendopo.procurement.schedules import proposed, write_plan
from pendopo.procurement.states import TENDER, TENDER_ENDED, TenderStatus
from pendopo.procurement.tendering import (
    BY_CLOCK,
    TenderRefused,
    TenderUnready,
    locked,
    opening_of,
    tell,
    wake,
)

SOON = dt.timedelta(seconds=90)


@transaction.atomic
def announce_tender(*, tender_id: int, actor: Actor, now: dt.datetime) -> Tender:
    """Announce a run: from now on only a numbered amendment changes it. The clock opens and closes it.

    Criteria that nobody set are those of the standard document. A practice run with its own clock begins at once.
    Raises TenderUnready with the list, MoveRefused, PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.announce_tender", tender)
    TENDER.next(tender.status, "announce")
    if tender.time_factor > 1 and not tender.sealed:
        write_plan(tender, proposed(tender, now))
    if missing := missing_of(tender, now):
        raise TenderUnready(missing)
    TENDER.move(tender, "announce")
    tender.announced_at = now
    tender.save(update_fields=["status", "announced_at"])
    evaluating.plan_for(tender)
    for one in tender.documents.select_related("document"):
        release_document(document_id=one.document_id, actor=actor, now=now)
    total = "" if tender.hps_amount is None else str(tender.hps_amount)
    tell(tender, "tender.announced", actor, now, deadline=str(tender.deadline_at), hps=total)
    wake(tender)
    if not tender.practice:
        jobs.defer("procurement.tell_watchers", what="tender", key=tender.pk)
    return tender


@transaction.atomic
def turn_tender(*, tender_id: int, actor: Actor) -> Tender:
    """Move a run on as far as the database's clock says: open for bids, closed at the deadline. Nothing is early.

    Bidding waits for the short list of a prequalification, and for the objections to it.

    Raises PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.turn_tender", tender)
    moment, opens = clock.locked_now(), opening_of(tender)
    free = not prequalifying.waits_for(tender, moment)
    if tender.status == TenderStatus.ANNOUNCED and opens is not None and moment >= opens and free:
        TENDER.move(tender, "open")
        tender.save(update_fields=["status"])
        tell(tender, "bidding.opened", actor, moment, deadline=str(tender.deadline_at))
    if tender.status == TenderStatus.OPEN and tender.deadline_at is not None and moment >= tender.deadline_at:
        TENDER.move(tender, "close")
        tender.save(update_fields=["status"])
        tell(tender, "tender.closed", actor, moment, deadline=str(tender.deadline_at))
    return tender


def turn_tenders(*, actor: Actor, now: dt.datetime) -> int:
    """Look at every run that the clock may move, each in its own transaction; gives how many it moved.

    Pages of runs whose steps began or ended in the last moments are drawn anew. Raises PermissionDenied.
    """
    require(actor, "procurement.turn_tender")
    due = Q(deadline_at__lte=now) | Q(steps__code=scheduling.DEADLINE, steps__starts_at__lte=now)
    waiting = Tender.objects.filter(due, status__in=BY_CLOCK).distinct().order_by("pk")
    moved = 0
    for pk, status in list(waiting.values_list("pk", "status")[:500]):
        moved += turn_tender(tender_id=pk, actor=actor).status != status
    passed = Q(starts_at__range=(now - SOON, now)) | Q(ends_at__range=(now - SOON, now))
    if TenderStep.objects.filter(passed).exclude(tender__status=TenderStatus.PREPARED).exists():
        topics.touch("procurement")
    return moved


@transaction.atomic
def cancel_tender(*, tender_id: int, reason: str, actor: Actor, now: dt.datetime) -> Tender:
    """Call a run off; its packages are free for another one. Raises TenderRefused, MoveRefused, PermissionDenied."""
    tender = locked(tender_id)
    require(actor, "procurement.cancel_tender", tender)
    if not reason.strip():
        raise TenderRefused("reason")
    if tender.status not in TENDER_ENDED:
        tender.ended_at, tender.end_reason = now, reason.strip()[:500]
    TENDER.move(tender, "cancel")
    tender.save(update_fields=["status", "ended_at", "end_reason"])
    tell(tender, "tender.cancelled", actor, now, reason=tender.end_reason)
    return tender
