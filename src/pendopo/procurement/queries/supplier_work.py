"""What a supplier can take part in, and what it has: runs that fit, its own runs, contracts, ratings, receipts."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from pendopo.audit import queries as log
from pendopo.audit.models import Leaf
from pendopo.kernel.access import Actor
from pendopo.organisations.models import Supplier
from pendopo.procurement.models import (
    BidEnvelope,
    Contract,
    Package,
    Participant,
    ProcurementWatch,
    SupplierRating,
    Tender,
    TenderPackage,
)
from pendopo.procurement.queries.tenders import AFTER_OPENING
from pendopo.procurement.rules_suppliers import kinds_of
from pendopo.procurement.states import CONTRACT_OPEN, TENDER_PUBLIC, PackageStatus, TenderStatus
from pendopo.procurement.stopping import watches_in

CAN_JOIN = (TenderStatus.ANNOUNCED, TenderStatus.OPEN)


def open_runs_for(supplier: Supplier, now: dt.datetime) -> QuerySet[Tender]:
    """Runs that the supplier may still take part in and that fit its fields of work, the nearest deadline first.

    A run for micro and small firms is left out for others; without fields of work every kind fits.
    """
    found = Tender.objects.filter(status__in=CAN_JOIN, practice=False).select_related("unit")
    found = found.filter(Q(deadline_at__isnull=True) | Q(deadline_at__gt=now))
    if kinds := kinds_of(supplier.fields_of_work):
        found = found.filter(Q(kind__in=kinds) | Q(kind=""))
    if not supplier.is_umk:
        found = found.exclude(Exists(TenderPackage.objects.filter(tender=OuterRef("pk"), package__is_umk=True)))
    mine = Participant.objects.filter(tender=OuterRef("pk"), supplier=supplier)
    return found.annotate(registered=Exists(mine)).order_by("deadline_at", "pk")


def packages_for(supplier: Supplier, day: dt.date) -> QuerySet[Package]:
    """Announced packages that fit and whose selection has not begun, the next one first."""
    found = Package.objects.filter(status=PackageStatus.ANNOUNCED, selection_to_date__gte=day).select_related("unit")
    if kinds := kinds_of(supplier.fields_of_work):
        found = found.filter(kind__in=kinds)
    if not supplier.is_umk:
        found = found.filter(is_umk=False)
    begun = TenderPackage.objects.filter(package=OuterRef("pk"), tender__status__in=TENDER_PUBLIC)
    return found.exclude(Exists(begun)).order_by("selection_from_date", "pk")


def runs_of_supplier(supplier: Supplier) -> QuerySet[Participant]:
    """The runs that the supplier takes or took part in, the latest first."""
    found = Participant.objects.filter(supplier=supplier, tender__status__in=TENDER_PUBLIC)
    return found.select_related("tender__unit").order_by("-tender__announced_at", "-pk")


def contracts_of_supplier(supplier: Supplier) -> QuerySet[Contract]:
    """The supplier's signed contracts with their rating, the latest first. Public."""
    found = Contract.objects.filter(supplier=supplier, status__in=CONTRACT_OPEN)
    return found.select_related("unit", "package", "rating").order_by("-date", "-pk")


def sums_of_contracts(supplier: Supplier) -> dict[str, Any]:
    """How many signed contracts the supplier has and what they come to, rupiah with two places. Public. One query."""
    found = Contract.objects.filter(supplier=supplier, status__in=CONTRACT_OPEN)
    return found.aggregate(number=Count("pk"), amount=Sum("value_amount", default=0))


def opened_runs_of(supplier: Supplier) -> QuerySet[Participant]:
    """Runs whose bids are open in which the supplier offered, the latest first. Public."""
    found = runs_of_supplier(supplier).filter(tender__status__in=AFTER_OPENING, tender__practice=False)
    return found.exclude(status="INVITED")


def ratings_to_reply(supplier: Supplier) -> QuerySet[SupplierRating]:
    """Ratings that the supplier has not replied to, the latest first."""
    return SupplierRating.objects.filter(supplier=supplier, replied_at=None).select_related("contract")


def rating_of_own(supplier: Supplier, pk: int) -> SupplierRating | None:
    """A rating of this supplier; None for another's."""
    return SupplierRating.objects.filter(supplier=supplier, pk=pk).select_related("contract").first()


def envelopes_of_supplier(supplier: Supplier) -> QuerySet[BidEnvelope]:
    """The supplier's committed envelopes, the latest first, for those who act for it."""
    found = BidEnvelope.objects.filter(participant__supplier=supplier).select_related("participant__tender")
    return found.order_by("-committed_at", "-pk")


def receipt_of_envelope(supplier: Supplier, header_hash: str) -> dict[str, Any] | None:
    """The receipt of the supplier's own envelope, that proves its commitment without this server."""
    found = BidEnvelope.objects.filter(participant__supplier=supplier, header_hash=header_hash).first()
    leaf = found and Leaf.objects.select_related("entry").filter(entry=found.entry_id).first()
    return log.receipt(leaf) if leaf else None


def watches_of(actor: Actor) -> QuerySet[ProcurementWatch]:
    """What the actor asked to hear of, the latest first; none for strangers."""
    if actor.pk is None:
        return ProcurementWatch.objects.none()
    return ProcurementWatch.objects.filter(user_id=actor.pk, ended_at=None).order_by("-created_at", "-pk")


def suppliers_public(text: str = "") -> QuerySet[Supplier]:
    """Verified suppliers, and those that were, that the words of a name find, by name. Public."""
    found = Supplier.objects.select_related("organisation").filter(verified_at__isnull=False)
    for word in text.split():
        found = found.filter(organisation__name__icontains=word)
    return found.order_by("organisation__name", "pk")


def watches_by_key(key: str) -> list[ProcurementWatch]:
    """The wishes that the link in a message names, ended ones too; none for a link that is not this server's."""
    return list(ProcurementWatch.objects.filter(pk__in=watches_in(key)).order_by("pk"))
