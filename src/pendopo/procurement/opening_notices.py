"""What bidders are told at the opening: bring your own key now; here is the signed head of the log."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.access import SYSTEM
from pendopo.notices.services import notify
from pendopo.procurement.models import Bidder, BidEnvelope, Opening

ASKED, FINISHED = "procurement.bid_key.asked", "procurement.opening.finished"
TITLES = {ASKED: _("Your key is needed now"), FINISHED: _("Bids are opened")}


def ask_for_keys(
    opening: Opening, missing: Iterable[BidEnvelope], damaged: Iterable[BidEnvelope], at: dt.datetime
) -> None:
    """Tell those bidders alone whose envelope no quorum opened, or whose ciphertext was damaged here, until when."""
    broken = {envelope.pk for envelope in damaged}
    for envelope in {one.pk: one for one in (*missing, *damaged)}.values():
        people = _accounts({envelope.participant_id})
        more = {"until": opening.fallback_until, "damaged": envelope.pk in broken, "header_hash": envelope.header_hash}
        _tell(ASKED, opening, people, at, urgent=True, **more)


def tell_checkpoint(opening: Opening, envelopes: Iterable[BidEnvelope], at: dt.datetime) -> None:
    """Send every bidder the signed head of the log: who keeps it can show later that nothing before it was changed."""
    people = _accounts({envelope.participant_id for envelope in envelopes})
    _tell(FINISHED, opening, people, at, note=opening.facts["checkpoint"].strip(), counts=opening.counts)


def _accounts(participants: set[int]) -> list[Any]:
    rows = Bidder.objects.filter(participant_id__in=participants, ended_at=None, user__is_active=True)
    rows = rows.select_related("user")
    return list({row.user_id: row.user for row in rows.order_by("pk")}.values())


def _tell(
    event: str, opening: Opening, people: list[Any], at: dt.datetime, *, urgent: bool = False, **more: Any
) -> None:
    tender = opening.tender
    here = reverse("procurement:tender", kwargs={"code": tender.code})
    if event == ASKED:
        here = reverse("procurement:opening", kwargs={"code": tender.code, "stage": opening.stage})
    own = {"tender": tender, "url": here, **more}
    title = format_lazy("{told}: {title}", told=TITLES[event], title=tender.title)
    notify(actor=SYSTEM, event=event, recipients=people, subject=title, context=own, now=at, urgent=urgent)
