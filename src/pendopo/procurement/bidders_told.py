"""Those who offered are told of the result: who won, what came of their own offer, until when they may object."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.access import SYSTEM
from pendopo.notices.services import notify
from pendopo.procurement.models import Bidder, Participant, SupplierAccount, Tender
from pendopo.procurement.states import OfferStatus

TITLES = {
    "procurement.winner.announced": _("The winner is announced"),
    "procurement.technical_result.announced": _("The technical result is announced"),
    "procurement.tender.failed": _("The run failed"),
}
OF_ALL = ("procurement.tender.failed",)
"""What those who registered and did not hand in are told too."""


def tell_bidders(tender: Tender, event: str, now: dt.datetime, **context: Any) -> None:
    """A notice to every account that acts for a participant, each about its own offer."""
    url = reverse("procurement:tender", kwargs={"code": tender.code})
    title = format_lazy("{told}: {title}", told=TITLES[event], title=tender.title)
    absent = {OfferStatus.WITHDRAWN} if event in OF_ALL else {OfferStatus.WITHDRAWN, OfferStatus.INVITED}
    for participant in tender.participants.exclude(status__in=absent).order_by("pk"):
        own = {"tender": tender, "participant": participant, "url": url}
        people = _accounts_of(participant)
        notify(actor=SYSTEM, event=event, recipients=people, subject=title, context=context | own, now=now)


def _accounts_of(participant: Participant) -> list[Any]:
    """Who hands in for the participant, and whose account is named for its supplier."""
    bidders = Bidder.objects.filter(participant=participant, ended_at=None).values("user_id")
    named = SupplierAccount.objects.filter(supplier=participant.supplier_id, closed_at__isnull=True).values("user_id")
    return list(get_user_model().objects.filter(Q(pk__in=bidders) | Q(pk__in=named), is_active=True).order_by("pk"))
