"""Suppliers as the people who act for them see them, and as the procurement unit does."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.organisations import npwp
from pendopo.organisations.models import Organisation, PersonRole, Supplier, SupplierDocument, SupplierPerson
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import (
    CapacityKind,
    SupplierAccount,
    SupplierCapacity,
    SupplierClaim,
    SupplierInvitation,
)
from pendopo.procurement.states_suppliers import ClaimStatus

SEE_FILE = "procurement.see_supplier_file"
MOST_CLAIMS = 100


def suppliers_of(actor: Actor) -> QuerySet[Supplier]:
    """The suppliers that the actor's account is named for, by name; none for strangers and the system."""
    if actor.pk is None:
        return Supplier.objects.none()
    named = SupplierAccount.objects.filter(user_id=actor.pk, closed_at__isnull=True).values("supplier_id")
    found = Supplier.objects.filter(pk__in=named).select_related("organisation")
    return found.order_by("organisation__name", "pk")


def own_supplier(actor: Actor, pk: int) -> Supplier | None:
    """The supplier, for somebody who acts for it; None for everybody else, as if it were not there."""
    return suppliers_of(actor).filter(pk=pk).first()


def claims_of(actor: Actor) -> QuerySet[SupplierClaim]:
    """The actor's own claims that are not confirmed, the latest first."""
    own = SupplierClaim.objects.filter(user_id=actor.pk).exclude(status=ClaimStatus.CONFIRMED)
    return own.select_related("supplier__organisation").order_by("-claimed_at")


def claims_waiting(actor: Actor) -> QuerySet[SupplierClaim]:
    """Claims to decide, the oldest first, for the procurement unit; none for others."""
    if not permits(actor, "procurement.see_claims"):
        return SupplierClaim.objects.none()
    waiting = SupplierClaim.objects.filter(status=ClaimStatus.WAITING).select_related("supplier__organisation", "user")
    return waiting.order_by("claimed_at", "pk")


def suppliers_waiting(actor: Actor) -> QuerySet[Supplier]:
    """Suppliers that wait for verification, by name, for the procurement unit; none for others."""
    if not permits(actor, "organisations.verify_supplier"):
        return Supplier.objects.none()
    waiting = Supplier.objects.filter(status=SupplierStatus.SUBMITTED).select_related("organisation")
    return waiting.order_by("registered_at", "pk")


def supplier_at_work(actor: Actor, pk: int) -> Supplier | None:
    """A supplier with everything it shows, for officials of procurement; None for others."""
    found = Supplier.objects.select_related("organisation").filter(pk=pk).first()
    return found if found is not None and permits(actor, SEE_FILE, found) else None


def supplier_numbered(pk: int) -> Supplier | None:
    """A supplier that is known to the public: verified, or one that was. None where there is none."""
    found = Supplier.objects.select_related("organisation").filter(pk=pk)
    return found.filter(Q(verified_at__isnull=False) | Q(status=SupplierStatus.VERIFIED)).first()


def supplier_with_nib(nib: str) -> Supplier | None:
    """The supplier with this business number, if there is one."""
    return (
        Supplier.objects.select_related("organisation")
        .filter(organisation__nib=nib)
        .exclude(organisation__nib="")
        .first()
    )


def masked_npwp(organisation: Organisation) -> str:
    """The tax number as dots and its last four digits; empty when none is kept."""
    return npwp.masked(organisation.npwp_cipher)


def accounts_of(supplier: Supplier) -> QuerySet[SupplierAccount]:
    """The open accounts of a supplier with their people, the first one first."""
    return (
        SupplierAccount.objects.filter(supplier=supplier, closed_at=None)
        .select_related("user")
        .order_by("named_at", "pk")
    )


def invitations_of(supplier: Supplier, now: dt.datetime) -> QuerySet[SupplierInvitation]:
    """Invitations that can still be taken, the latest first."""
    waiting = SupplierInvitation.objects.filter(supplier=supplier, accepted_at=None, expires_at__gt=now)
    return waiting.order_by("-invited_at")


def papers_of(supplier: Supplier) -> QuerySet[SupplierDocument]:
    """The documents of a supplier by kind, the latest of a kind first."""
    return supplier.documents.select_related("document").order_by("kind", "-to_date", "-pk")


def paper_of(actor: Actor, supplier: int, document: int) -> Any:
    """The stored file of a supplier's document, for its own accounts and officials of procurement; None for others."""
    rows = SupplierDocument.objects.select_related("document", "supplier")
    found = rows.filter(pk=document, supplier_id=supplier, document__isnull=False).first()
    return found.document if found is not None and permits(actor, SEE_FILE, found.supplier) else None


def papers_ending(last: dt.date, supplier: Supplier | None = None) -> list[tuple[SupplierDocument, dt.date]]:
    """(document, last day) that have ended or end by the day and that no later one replaces. One query."""
    later = SupplierDocument.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gt=OuterRef("to_date")),
        supplier=OuterRef("supplier"),
        kind=OuterRef("kind"),
    )
    rows = SupplierDocument.objects.filter(~Exists(later), to_date__lte=last).select_related("supplier__organisation")
    rows = rows if supplier is None else rows.filter(supplier=supplier)
    return [(row, row.to_date) for row in rows.order_by("to_date", "pk") if row.to_date]


def people_in(supplier: Supplier) -> QuerySet[SupplierPerson]:
    """Who owns, leads or works for a supplier today, by role."""
    return supplier.people.filter(to_date=None).order_by("role", "name", "pk")


def capacity_of(supplier: Supplier) -> list[tuple[str, list[SupplierCapacity]]]:
    """(kind in words, what the supplier states) in the order of the kinds; empty kinds are left out. One query."""
    rows = list(SupplierCapacity.objects.filter(supplier=supplier).order_by("name", "pk"))
    groups = [(str(kind.label), [row for row in rows if row.kind == kind]) for kind in CapacityKind]
    return [group for group in groups if group[1]]


def capacity_kinds() -> list[tuple[str, Any]]:
    """The kinds of capacity with their labels, for choices."""
    return list(CapacityKind.choices)


def part_named(supplier: Supplier, part: str, key: int) -> str | None:
    """What a part of the supplier's own record is called; None for another's."""
    rows: dict[str, QuerySet[Any]] = {
        "berkas": supplier.documents.all(),
        "orang": people_in(supplier),
        "kemampuan": SupplierCapacity.objects.filter(supplier=supplier),
        "akun": accounts_of(supplier),
    }
    found = rows[part].filter(pk=key).first()
    if found is None:
        return None
    names = {"berkas": "number", "akun": "user"}
    return str(getattr(found, names.get(part, "name")))


def supplier_to_claim(pk: int) -> Supplier | None:
    """A supplier whose record may be claimed: any that is not closed."""
    found = Supplier.objects.select_related("organisation").filter(pk=pk)
    return found.exclude(status=SupplierStatus.CLOSED).first()


def missing_for(supplier: Supplier, day: dt.date) -> list[str]:
    """What the record lacks before it can be sent, as codes: npwp, scale, kbli, people, paper:<kind>. Three queries."""
    needed = rule_on("SUPPLIER_PAPERS", day)["needed"]
    in_force = supplier.documents.filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
    papers = set(in_force.values_list("kind", flat=True))
    leads = supplier.people.filter(to_date=None, role__in=(PersonRole.OWNER, PersonRole.DIRECTOR))
    lacks = {
        "npwp": not supplier.organisation.npwp_index,
        "scale": not supplier.scale,
        "kbli": not supplier.fields_of_work,
        "people": not leads.exists(),
        **{f"paper:{kind}": kind not in papers for kind in needed},
    }
    return [code for code, is_missing in lacks.items() if is_missing]
