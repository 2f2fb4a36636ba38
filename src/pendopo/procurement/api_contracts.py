"""Signed contracts for machines: found by words and filters, one with its lines, amendments, guarantees and papers."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries

router = Router(tags=["procurement"])


class SignedContractOut(Schema):
    """A signed contract; rupiah with two places. `amount` is its first value, `value_amount` the one in force."""

    key: UUID
    number: str
    title: str
    form: str
    unit: str = Field(alias="unit.code")
    supplier: str = Field(alias="supplier.organisation.name")
    date: dt.date
    amount: Decimal
    value_amount: Decimal
    starts_date: dt.date | None
    ends_date: dt.date | None
    status: str


class ContractsAsked(Schema):
    """Which contracts: words `q`, `year`, code of a `unit`, `form`, `status`."""

    q: str = ""
    year: int | None = Field(None, ge=1900, le=2999)
    unit: str = ""
    form: str = ""
    status: str = ""


class ContractLineOut(Schema):
    """What a contract binds of a budget line; rupiah with two places."""

    code: str
    name: str
    amount: Decimal


class AmendmentOut(Schema):
    """An amendment: value and end before and after."""

    number: str
    date: dt.date
    reason: str
    before_amount: Decimal
    after_amount: Decimal
    before_ends_date: dt.date | None
    after_ends_date: dt.date | None


class GuaranteeOut(Schema):
    """A guarantee for the contract; rupiah with two places."""

    kind: str
    issuer: str
    number: str
    amount: Decimal
    until_date: dt.date
    status: str


class ContractPaperOut(Schema):
    """A signed paper: what it is, and the code under which it is checked at `/d/<code>/`."""

    kind: str
    label: str = Field(alias="document.label")
    code: str = Field(alias="document.code")
    sha256: str = Field(alias="document.sha256")


class ContractDetailOut(Schema):
    """One signed contract with the chain that it came by."""

    contract: SignedContractOut
    package: str
    tender: str
    lines: list[ContractLineOut]
    amendments: list[AmendmentOut]
    guarantees: list[GuaranteeOut]
    papers: list[ContractPaperOut]


@router.get("/contracts", response=list[SignedContractOut], summary="Signed contracts, by words and filters")
@paginate(PageNumberPagination, page_size=100)
def contracts(request: HttpRequest, asked: Query[ContractsAsked]) -> object:
    """Signed contracts, the latest first."""
    return queries.find_contracts(queries.ContractQuestion(text=asked.q, **asked.dict(exclude={"q"})))


@router.get("/contracts/{key}", response=ContractDetailOut, summary="One signed contract with its chain")
def contract(request: HttpRequest, key: UUID) -> object:
    """One signed contract."""
    found = queries.contract_public(str(key))
    if found is None:
        raise HttpError(404, "Not found")
    lines = [(one.code, one.account_name or one.account, amount) for one, amount in queries.public_lines_of(found)]
    return {
        "contract": found,
        "package": found.package.code if found.package and found.package.version else "",
        "tender": found.tender.code if found.tender else "",
        "lines": [{"code": code, "name": name, "amount": value} for code, name, value in lines],
        "amendments": list(found.addenda.all()),
        "guarantees": queries.guarantees_of(found),
        "papers": [one for one in queries.papers_of_contract(found) if one.document.public],
    }
