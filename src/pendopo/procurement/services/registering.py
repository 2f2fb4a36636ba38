"""Taking part in a run: a supplier registers, or the officer of a direct method invites one."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement import prequalifying
from pendopo.procurement.blocking import blocked_on
from pendopo.procurement.kinds import Method
from pendopo.procurement.models import Participant, Tender
from pendopo.procurement.supplying import seat_bidder, tell_accounts
from pendopo.procurement.tendering import TenderRefused, locked, refuse_late, tell

INVITED_ONLY = (Method.DIRECT, Method.DIRECT_APPOINTMENT)
"""Methods in which the officer chooses whom to ask."""


@transaction.atomic
def register_participant(*, tender_id: int, supplier_id: int, actor: Actor, now: dt.datetime) -> Participant:
    """A supplier takes part; the account that registers hands in its envelopes. Once more gives the same participant.

    Raises TenderRefused (closed, late, invited_only, prequalified, unverified, blacklisted, own_committee),
    PermissionDenied.
    """
    tender = locked(tender_id)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    require(actor, "procurement.register_participant", supplier)
    refuse_late(tender)
    found = tender.participants.filter(supplier=supplier).first()
    if found is None:
        if tender.method in INVITED_ONLY:
            raise TenderRefused("invited_only")
        step = prequalifying.upload_of(tender)
        if step is not None and clock.locked_now() >= step.ends_at:
            raise TenderRefused("prequalified")
        found = _taken_in(tender, supplier, actor, now)
    if actor.pk is not None:
        seat_bidder(found.pk, actor.pk, now)
    return found


@transaction.atomic
def invite_participant(*, tender_id: int, supplier_id: int, actor: Actor, now: dt.datetime) -> Participant:
    """The officer asks a supplier to take part; it is told.

    Raises TenderRefused (closed, late, unverified, blacklisted), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.invite_participant", tender)
    refuse_late(tender)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    found = tender.participants.filter(supplier=supplier).first()
    if found is None:
        found = _taken_in(tender, supplier, actor, now)
        subject = _("You are invited to offer: %(title)s") % {"title": tender.title}
        tell_accounts(supplier, "procurement.participant.invited", subject, {"tender": tender}, now)
    return found


def _taken_in(tender: Tender, supplier: Supplier, actor: Actor, now: dt.datetime) -> Participant:
    if supplier.status != SupplierStatus.VERIFIED:
        raise TenderRefused("unverified")
    if blocked_on(supplier, timezone.localdate(now)):
        raise TenderRefused("blacklisted")
    if actor.pk is not None and tender.committee.filter(user_id=actor.pk).exists():
        raise TenderRefused("own_committee")
    made = Participant.objects.create(tender=tender, supplier=supplier, registered_at=now)
    tell(tender, "participant.registered", actor, now, supplier=str(supplier))
    return made
