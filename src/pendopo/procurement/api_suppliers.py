"""A supplier's own record for machines: registered, claimed, filled, sent; answers; wishes.

The same acts and refusals as on the pages of the firm.
"""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile
from ninja.security import django_auth

from pendopo.accounts import nik as niks
from pendopo.audit.once import once
from pendopo.files.services import FileRefused
from pendopo.kernel import clock
from pendopo.organisations import services as organisations
from pendopo.organisations.queries import paper_kinds, person_roles
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, SaidIn, by, refusing
from pendopo.procurement.api_answers import acting
from pendopo.procurement.forms_suppliers import InviteForm, OwnSupplierForm, WatchForm
from pendopo.procurement.views.own import own_of
from pendopo.procurement.views.own_acts import REFUSED
from pendopo.procurement.views.own_words import refusal_said
from pendopo.procurement.views.watches import places

suppliers_router = Router(tags=["suppliers at work"], auth=django_auth)
Part = Literal["documents", "people", "capacity", "accounts"]
WORDS = {"documents": "berkas", "people": "orang", "capacity": "kemampuan", "accounts": "akun"}
MOST = 2**31 - 1


def _said(refusal: Exception) -> str:
    if isinstance(refusal, FileRefused):
        return str(refusal.message)
    if isinstance(refusal, services.WatchRefused):
        return _("Twenty wishes are the most. Remove one first.")
    if isinstance(refusal, organisations.SupplierKnown):
        return _("A record with this NIB exists. If the firm is yours, claim it here.")
    return refusal_said(refusal)[1]


def _more(refusal: Exception) -> dict[str, Any]:
    if isinstance(refusal, organisations.SupplierKnown):
        return {"code": "known", "supplier": refusal.supplier_id}
    if isinstance(refusal, services.SupplierIncomplete):
        return {"code": "incomplete", "missing": refusal.missing}
    field = "" if isinstance(refusal, FileRefused | services.WatchRefused) else refusal_said(refusal)[0]
    return {"field": field} if field else {}


refusing_suppliers = refusing((organisations.SupplierKnown, FileRefused, services.WatchRefused, *REFUSED), _said, _more)
"""Decorates endpoints on suppliers."""


class SupplierRecordIn(ActIn):
    """A firm as it says of itself; an empty NPWP keeps the one that is there."""

    nib: str = Field(pattern=r"^[0-9]{13}$")
    npwp: str = Field("", pattern=r"^([0-9]{15,16})?$")
    name: str = Field(min_length=1, max_length=200)
    form: str = Field(max_length=20)
    scale: Literal["MICRO", "SMALL", "MEDIUM", "LARGE"]
    kbli: list[str] = Field(min_length=1, max_length=40)
    address: str = Field(min_length=1, max_length=300)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=20)


class SupplierRecordOut(Schema):
    """A record; `missing` is what it lacks before it can be sent."""

    id: int = Field(alias="pk")
    name: str = Field(alias="organisation.name")
    nib: str | None = Field(alias="organisation.nib")
    status: str
    status_note: str
    scale: str
    missing: list[str]

    @staticmethod
    def resolve_missing(supplier: Any) -> list[str]:
        """Codes of what is missing today."""
        return queries.missing_for(supplier, clock.today())


class RecordPaperOut(Schema):
    """A document of the record, with the day it ends."""

    id: int = Field(alias="pk")
    kind: str
    number: str
    to_date: dt.date | None


class RecordNamedOut(Schema):
    """A person, a capacity or an account by its number."""

    id: int
    name: str


class RecordOut(Schema):
    """The whole own record."""

    supplier: SupplierRecordOut
    documents: list[RecordPaperOut]
    people: list[RecordNamedOut]
    capacity: list[RecordNamedOut]
    accounts: list[RecordNamedOut]


class RecordClaimIn(ActIn):
    """Why an existing record is one's own."""

    nib: str = Field(pattern=r"^[0-9]{13}$")
    statement: str = Field(min_length=1, max_length=1000)


class RecordClaimOut(Schema):
    """A claim and where it stands."""

    id: int = Field(alias="pk")
    supplier: int = Field(alias="supplier_id")
    status: str


class RecordPersonIn(ActIn):
    """An owner, director, commissioner or expert; of the NIK only a keyed mark is kept."""

    name: str = Field(min_length=1, max_length=200)
    role: str = Field(min_length=1, max_length=30)
    share_percent: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)
    nik: str = Field("", pattern=r"^([0-9]{16})?$")


class CapacityIn(ActIn):
    """A machine, a skilled person, a work done or in hand; rupiah with two places."""

    kind: str = Field(min_length=1, max_length=30)
    name: str = Field(min_length=1, max_length=200)
    quantity: int = Field(1, ge=1, le=9999)
    client: str = Field("", max_length=200)
    amount: Decimal | None = Field(None, ge=0, max_digits=20, decimal_places=2)
    from_date: dt.date | None = None
    to_date: dt.date | None = None


class RecordPaperIn(ActIn):
    """A document with the days between which it is valid."""

    kind: str = Field(min_length=1, max_length=30)
    number: str = Field(min_length=1, max_length=120)
    issuer: str = Field("", max_length=200)
    from_date: dt.date | None = None
    to_date: dt.date | None = None


class AccountIn(ActIn):
    """Who else is to act for the firm."""

    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")


class WatchIn(ActIn):
    """What to hear of; nothing chosen asks for everything."""

    kinds: list[Literal["GOODS", "WORKS", "CONSULTANCY", "SERVICES"]] = Field(default_factory=list, max_length=4)
    methods: list[str] = Field(default_factory=list, max_length=20)
    places: list[str] = Field(default_factory=list, max_length=60)
    words: list[str] = Field(default_factory=list, max_length=20)


class WatchOut(Schema):
    """A wish."""

    id: int = Field(alias="pk")
    kinds: list[str]
    methods: list[str]
    places: list[str]
    words: list[str]


def _chosen(value: str, choices: Any) -> str:
    """The value, if it is one that the page offers. Raises HttpError 422."""
    if value not in dict(choices):
        raise HttpError(422, f"unknown: {value}")
    return value


def _own(request: HttpRequest, supplier: int) -> Any:
    return own_of(request, min(supplier, MOST))


def _record(request: HttpRequest, supplier: int) -> dict[str, Any]:
    found = _own(request, supplier)
    return {
        "supplier": found,
        "documents": queries.papers_of(found),
        "people": [{"id": one.pk, "name": one.name} for one in queries.people_in(found)],
        "capacity": [{"id": one.pk, "name": one.name} for _kind, rows in queries.capacity_of(found) for one in rows],
        "accounts": [{"id": one.pk, "name": one.user.label} for one in queries.accounts_of(found)],
    }


def filled(form: Any) -> Any:
    """The form of the page with its values, if they are right. Raises HttpError 422 with what is wrong where."""
    if not form.is_valid():
        wrong = "; ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        raise HttpError(422, wrong)
    return form


def _values(values: SupplierRecordIn, *, has_npwp: bool = False) -> Any:
    given = values.dict() | {"kbli": ", ".join(values.kbli)}
    return filled(OwnSupplierForm(given, has_npwp=has_npwp)).values()


@suppliers_router.get("/own-suppliers", response=list[SupplierRecordOut], summary="The firms that one acts for")
def own_suppliers(request: HttpRequest) -> Any:
    """At most 20."""
    return list(queries.suppliers_of(acting(request))[:20])


@suppliers_router.post("/own-suppliers", response={201: SupplierRecordOut}, summary="Register one's firm")
@once
@refusing_suppliers
def open_supplier(request: HttpRequest, values: SupplierRecordIn) -> Any:
    """A NIB whose record exists is refused with its number: claim that record."""
    return 201, services.open_supplier(values=_values(values), **by(request))


@suppliers_router.get("/own-suppliers/{int:supplier}", response=RecordOut, summary="One's firm's record")
def own_supplier(request: HttpRequest, supplier: int) -> Any:
    """With documents, people, capacity and accounts."""
    return _record(request, supplier)


@suppliers_router.put("/own-suppliers/{int:supplier}", response=RecordOut, summary="Change the firm's data")
@once
@refusing_suppliers
def change_supplier(request: HttpRequest, supplier: int, values: SupplierRecordIn) -> Any:
    """A verified record is looked at again, unless only e-mail or phone change."""
    found = _own(request, supplier)
    known = bool(found.organisation.npwp_index)
    organisations.change_supplier(supplier_id=found.pk, values=_values(values, has_npwp=known), **by(request))
    return _record(request, found.pk)


@suppliers_router.post("/own-suppliers/{int:supplier}/submission", response=RecordOut, summary="Send the record")
@once
@refusing_suppliers
def send_supplier(request: HttpRequest, supplier: int) -> Any:
    """For verification; refused with what is missing."""
    services.send_supplier(supplier_id=_own(request, supplier).pk, **by(request))
    return _record(request, supplier)


@suppliers_router.post("/suppliers/{int:supplier}/claims", response={201: RecordClaimOut}, summary="Claim a record")
@once
@refusing_suppliers
def claim_supplier(request: HttpRequest, supplier: int, values: RecordClaimIn) -> Any:
    """The procurement unit decides."""
    found = queries.supplier_to_claim(min(supplier, MOST))
    if found is None:
        raise HttpError(404, "Not found")
    return 201, services.claim_supplier(supplier_id=found.pk, **values.dict(), **by(request))


@suppliers_router.post("/own-suppliers/{int:supplier}/people", response={201: RecordOut}, summary="Add a person")
@once
@refusing_suppliers
def add_person(request: HttpRequest, supplier: int, values: RecordPersonIn) -> Any:
    """Who owns, leads or works for the firm."""
    found, own = _own(request, supplier), values.dict()
    number = own.pop("nik")
    _chosen(values.role, person_roles())
    person = organisations.PersonValues(**own, nik_index=niks.blind_index(number) if number else "")
    organisations.add_supplier_person(supplier_id=found.pk, values=person, **by(request))
    return 201, _record(request, supplier)


@suppliers_router.post(
    "/own-suppliers/{int:supplier}/capacity", response={201: RecordOut}, summary="Add to the capacity"
)
@once
@refusing_suppliers
def add_capacity(request: HttpRequest, supplier: int, values: CapacityIn) -> Any:
    """A machine, a skilled person, a work."""
    found = _own(request, supplier)
    _chosen(values.kind, queries.capacity_kinds())
    services.add_capacity(supplier_id=found.pk, values=services.CapacityValues(**values.dict()), **by(request))
    return 201, _record(request, supplier)


@suppliers_router.post("/own-suppliers/{int:supplier}/accounts", response={201: RecordOut}, summary="Invite an account")
@once
@refusing_suppliers
def invite_account(request: HttpRequest, supplier: int, values: AccountIn) -> Any:
    """The invitation is good for seven days."""
    services.invite_account(
        supplier_id=_own(request, supplier).pk,
        email=filled(InviteForm(values.dict())).cleaned_data["email"],
        **by(request),
    )
    return 201, _record(request, supplier)


@suppliers_router.post("/own-suppliers/{int:supplier}/documents", response={201: RecordOut}, summary="Keep a document")
@refusing_suppliers
def add_paper(request: HttpRequest, supplier: int, values: Form[RecordPaperIn], file: File[UploadedFile]) -> Any:
    """As multipart form; its end is remembered."""
    found = _own(request, supplier)
    _chosen(values.kind, paper_kinds())
    paper = organisations.PaperValues(**values.dict(), file=(file.name or "", file.read()))
    organisations.add_supplier_document(supplier_id=found.pk, values=paper, **by(request))
    return 201, _record(request, supplier)


@suppliers_router.delete(
    "/own-suppliers/{int:supplier}/{part}/{int:key}", response={204: None}, summary="Remove a part of the record"
)
@refusing_suppliers
def remove_part(request: HttpRequest, supplier: int, part: Part, key: int) -> Any:
    """A document or a capacity; a person's role ends; an account is closed."""
    found, own = _own(request, supplier), min(key, MOST)
    if queries.part_named(found, WORDS[part], own) is None:
        raise HttpError(404, "Not found")
    acts: dict[str, Any] = {
        "documents": lambda: organisations.remove_supplier_document(
            supplier_id=found.pk, document_id=own, **by(request)
        ),
        "people": lambda: organisations.end_supplier_person(supplier_id=found.pk, person_id=own, **by(request)),
        "capacity": lambda: services.remove_capacity(supplier_id=found.pk, capacity_id=own, **by(request)),
        "accounts": lambda: services.close_account(supplier_id=found.pk, account_id=own, **by(request)),
    }
    acts[part]()
    return 204, None


@suppliers_router.get("/watches", response=list[WatchOut], summary="One's wishes")
def watches(request: HttpRequest) -> Any:
    """What one hears of."""
    return list(queries.watches_of(acting(request))[:20])


@suppliers_router.post("/watches", response={201: WatchOut}, summary="Ask to hear of new work")
@once
@refusing_suppliers
def begin_watch(request: HttpRequest, values: WatchIn) -> Any:
    """At most twenty wishes."""
    form = filled(WatchForm(values.dict() | {"words": ", ".join(values.words)}, places=places()))
    return 201, services.begin_watch(**form.cleaned_data, **by(request))


@suppliers_router.delete("/watches/{int:watch}", response={204: None}, summary="Hear of it no more")
def end_watch(request: HttpRequest, watch: int) -> Any:
    """One's own wish."""
    found = queries.watches_of(acting(request)).filter(pk=min(watch, MOST)).first()
    if found is None:
        raise HttpError(404, "Not found")
    services.end_watch(watch_id=found.pk, **by(request))
    return 204, None


@suppliers_router.post(
    "/own-suppliers/{int:supplier}/sanctions/{int:sanction}/answer", response={204: None}, summary="Answer a sanction"
)
@once
@refusing_suppliers
def answer_sanction(request: HttpRequest, supplier: int, sanction: int, values: SaidIn) -> Any:
    """Read before anything is decided."""
    found = queries.sanctions_to_answer(_own(request, supplier)).filter(pk=min(sanction, MOST)).first()
    if found is None:
        raise HttpError(404, "Not found")
    services.answer_sanction(sanction_id=found.pk, statement=values.text, **by(request))
    return 204, None


@suppliers_router.post(
    "/own-suppliers/{int:supplier}/ratings/{int:rating}/reply", response={204: None}, summary="Reply to a rating"
)
@once
@refusing_suppliers
def reply_rating(request: HttpRequest, supplier: int, rating: int, values: SaidIn) -> Any:
    """Once; it stands beside the rating."""
    found = queries.rating_of_own(_own(request, supplier), min(rating, MOST))
    if found is None:
        raise HttpError(404, "Not found")
    services.reply_to_rating(rating_id=found.pk, reply=values.text[:1000], **by(request))
    return 204, None
