"""What the acts on suppliers share: the record under its lock, what the log says, who hears for a supplier."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from pendopo.accounts.queries import holders_of
from pendopo.audit.services import record
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor
from pendopo.notices.services import notify
from pendopo.organisations.models import Supplier
from pendopo.procurement.models import Bidder, SupplierAccount


def people_of(suppliers: Iterable[int]) -> dict[int, list[Any]]:
    """Supplier -> the open accounts that act for it. Two queries."""
    named = SupplierAccount.objects.filter(supplier__in=list(suppliers), closed_at=None)
    pairs = list(named.values_list("supplier_id", "user_id"))
    users = get_user_model()._default_manager.filter(pk__in={user for _supplier, user in pairs}, is_active=True)
    people = {user.pk: user for user in users}
    found: dict[int, list[Any]] = {}
    for supplier, user in pairs:
        if user in people:
            found.setdefault(supplier, []).append(people[user])
    return found


def tell_accounts(supplier: Supplier, event: str, subject: Any, context: Mapping[str, Any], now: dt.datetime) -> None:
    """Write a notice to everybody who acts for the supplier; it leads to the supplier's own pages."""
    url = reverse("procurement:own_supplier", kwargs={"supplier": supplier.pk})
    told = {"supplier": supplier, "url": url, **context}
    people = people_of([supplier.pk]).get(supplier.pk, [])
    notify(actor=SYSTEM, event=event, recipients=people, subject=subject, context=told, now=now)


def tell_unit(event: str, subject: Any, context: Mapping[str, Any], now: dt.datetime) -> None:
    """Write a notice to the procurement unit (UKPBJ); it leads to what waits for it."""
    told = {"url": reverse("procurement:suppliers_waiting"), **context}
    people = holders_of("ukpbj", clock.today())
    notify(actor=SYSTEM, event=event, recipients=people, subject=subject, context=told, now=now)


def seat_bidder(participant_id: int, user_id: Any, now: dt.datetime) -> tuple[Bidder, bool]:
    """The account may hand in for the participant, also when it once ended; and whether that is new."""
    given = {"participant_id": participant_id, "user_id": user_id}
    bidder, new = Bidder.objects.get_or_create(**given, defaults={"named_at": now})
    if bidder.ended_at is not None:
        bidder.ended_at, new = None, True
        bidder.save(update_fields=["ended_at"])
    return bidder, new


def end_bidding(supplier_id: int, user_id: Any, heirs: Iterable[Any], now: dt.datetime) -> None:
    """The account bids no more for the supplier; where it was the only one, those who remain take its place.

    Without heirs nobody could object or present a key of the firm once a deadline is over.
    """
    live = Bidder.objects.filter(participant__supplier_id=supplier_id, ended_at=None)
    left = list(live.filter(user_id=user_id).values_list("participant_id", flat=True))
    live.filter(user_id=user_id).update(ended_at=now)
    kept = set(live.filter(participant_id__in=left).values_list("participant_id", flat=True))
    remaining = list(heirs)
    for participant_id in left:
        for heir in remaining if participant_id not in kept else ():
            seat_bidder(participant_id, heir, now)


def held_supplier(supplier_id: int) -> Supplier:
    """The supplier under its lock."""
    found = Supplier.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("organisation").get(pk=supplier_id)


def tell_of(event: str, supplier: Supplier, actor: Actor, now: dt.datetime, **data: Any) -> None:
    """Record an act on what procurement keeps of a supplier."""
    told = {"supplier": supplier.organisation.name, **data}
    record(actor=actor, event=f"procurement.{event}", subject=supplier, now=now, data=told)
