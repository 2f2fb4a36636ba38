"""Suppliers for officials over the API: records and claims that wait, ratings, sanctions from proposal to end."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.kernel.access import require
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, Ids, by
from pendopo.procurement.api_answers import acting
from pendopo.procurement.api_suppliers import MOST, RecordClaimOut, SupplierRecordOut, filled, refusing_suppliers
from pendopo.procurement.forms_conduct import RatingForm
from pendopo.procurement.views.contracts import contract_of
from pendopo.procurement.views.supplier_offices import sanction_of, supplier_of

supplier_offices_router = Router(tags=["suppliers at work"], auth=django_auth)


class VerdictIn(ActIn):
    """Whether it stands; a reason where it does not."""

    accept: bool
    reason: str = Field("", max_length=500)


class MarksIn(ActIn):
    """Marks from 1 to 3 for each aspect, none for a terminated contract; what they rest on."""

    quality: int | None = Field(None, ge=1, le=3)
    cost: int | None = Field(None, ge=1, le=3)
    time: int | None = Field(None, ge=1, le=3)
    service: int | None = Field(None, ge=1, le=3)
    reason: str = Field(min_length=1, max_length=1000)


class RatedOut(Schema):
    """The rating of a contract's supplier."""

    id: int = Field(alias="pk")
    contract: str = Field(alias="contract.number")
    supplier: int = Field(alias="contract.supplier_id")


class SanctionIn(ActIn):
    """What the supplier did, for which unit, with which contract."""

    unit: Ids
    kind: str = Field(min_length=1, max_length=40)
    basis: str = Field(min_length=1, max_length=2000)
    contract: UUID | None = None


class SanctionStepIn(ActIn):
    """A note for `hear`, the decree for `impose`, a reason for `dismiss` and `lift`."""

    text: str = Field("", max_length=1000)
    decree_number: str = Field("", max_length=120)
    decree_date: dt.date | None = None
    from_date: dt.date | None = None


class SanctionOut(Schema):
    """A sanction; `actions` are what the caller may do now."""

    id: int
    supplier: int
    unit: str
    kind: str
    status: str
    basis: str
    statement: str
    answer_until_date: dt.date | None
    actions: list[str]


def _sanction(request: HttpRequest, pk: int) -> dict[str, Any]:
    one = sanction_of(request, min(pk, MOST))
    names = ("kind", "status", "basis", "statement", "answer_until_date")
    return {name: getattr(one, name) for name in names} | {
        "id": one.pk, "supplier": one.supplier_id, "unit": one.unit.code,
        "actions": queries.sanction_actions(acting(request), one),
    }  # fmt: skip


@supplier_offices_router.get("/suppliers-waiting", response=list[SupplierRecordOut], summary="Records to verify")
@refusing_suppliers
def waiting(request: HttpRequest) -> Any:
    """The oldest first, at most 100."""
    require(acting(request), "organisations.verify_supplier")
    return list(queries.suppliers_waiting(acting(request))[:100])


@supplier_offices_router.post(
    "/suppliers/{int:supplier}/verification", response=SupplierRecordOut, summary="Verify or return a record"
)
@once
@refusing_suppliers
def judge(request: HttpRequest, supplier: int, values: VerdictIn) -> Any:
    """By the procurement unit; the supplier is told."""
    found = supplier_of(request, min(supplier, MOST))
    if values.accept:
        return services.verify_supplier(supplier_id=found.pk, **by(request))
    return services.return_supplier(supplier_id=found.pk, reason=values.reason, **by(request))


@supplier_offices_router.get("/claims", response=list[RecordClaimOut], summary="Claims on records that wait")
def claims(request: HttpRequest) -> Any:
    """The oldest first, at most 100; none for others than the procurement unit."""
    return list(queries.claims_waiting(acting(request))[:100])


@supplier_offices_router.post("/claims/{int:claim}/decision", response=RecordClaimOut, summary="Decide a claim")
@once
@refusing_suppliers
def decide_claim(request: HttpRequest, claim: int, values: VerdictIn) -> Any:
    """Confirm it, or refuse it with the reason."""
    found = queries.claims_waiting(acting(request)).filter(pk=min(claim, MOST)).first()
    if found is None:
        raise HttpError(404, "Not found")
    return services.decide_claim(claim_id=found.pk, confirm=values.accept, reason=values.reason, **by(request))


@supplier_offices_router.post("/contracts/{key}/rating", response={201: RatedOut}, summary="Rate a supplier")
@once
@refusing_suppliers
def rate(request: HttpRequest, key: UUID, values: MarksIn) -> Any:
    """Once its contract has ended."""
    found = contract_of(request, key)
    if not queries.may_rate(acting(request), found):
        raise HttpError(403, "Not allowed")
    form = filled(RatingForm(values.dict(exclude_none=True), terminated=found.status == "TERMINATED"))
    return 201, services.rate_supplier(contract_id=found.pk, marks=form.marks(), note=form.note(), **by(request))


@supplier_offices_router.post(
    "/suppliers/{int:supplier}/sanctions", response={201: SanctionOut}, summary="Propose a sanction"
)
@once
@refusing_suppliers
def propose(request: HttpRequest, supplier: int, values: SanctionIn) -> Any:
    """The supplier is told and may answer; only the PA decides."""
    found, actor = supplier_of(request, min(supplier, MOST)), acting(request)
    require(actor, "procurement.propose_sanction")
    if values.unit not in dict(queries.units_to_propose(actor)):
        raise HttpError(422, "unit")
    if values.kind not in dict(queries.sanction_kinds()):
        raise HttpError(422, "kind")
    contract = contract_of(request, values.contract).pk if values.contract else None
    made = services.propose_sanction(
        supplier_id=found.pk, unit_id=values.unit, kind=values.kind, basis=values.basis, contract_id=contract,
        **by(request),
    )  # fmt: skip
    return 201, _sanction(request, made.pk)


@supplier_offices_router.get("/sanctions/{int:sanction}", response=SanctionOut, summary="A sanction at work")
def sanction(request: HttpRequest, sanction: int) -> Any:
    """The facts, what the supplier said, what may be done."""
    return _sanction(request, sanction)


@supplier_offices_router.post(
    "/sanctions/{int:sanction}/{action}", response=SanctionOut, summary="Take a step of a sanction"
)
@once
@refusing_suppliers
def step(
    request: HttpRequest, sanction: int, action: Literal["hear", "impose", "dismiss", "lift"], values: SanctionStepIn
) -> Any:
    """Note the hearing; impose by decree; end the proposal; lift."""
    found = sanction_of(request, min(sanction, MOST))
    if action not in queries.sanction_actions(acting(request), found):
        raise HttpError(403, "Not allowed")
    given: dict[str, Any] = {"note": values.text} if action == "hear" else {"reason": values.text}
    if action == "impose":
        given = values.dict(exclude={"text"})
        if values.decree_date is None or values.from_date is None:
            raise HttpError(422, "decree_date, from_date")
    getattr(services, f"{action}_sanction")(sanction_id=found.pk, **given, **by(request))
    return _sanction(request, found.pk)
