"""One package of the plan as an OCDS 1.1.5 release: pure functions from plain rows to JSON.

The process is the package: `ocid` = the instance's prefix and the package's code. One release holds everything that is
public now (planning, tender, awards, contracts). Names of persons are never part of it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
METHODS = {
    "TENDER": "open",
    "FAST_TENDER": "open",
    "INTERNATIONAL": "open",
    "SELECTION": "selective",
    "MINI_COMPETITION": "selective",
    "DIRECT": "limited",
    "VILLAGE": "limited",
    "CATALOGUE": "limited",
    "DIRECT_APPOINTMENT": "direct",
    "SELF_MANAGED": "direct",
    "RECORDED": "direct",
}
PAPERS = {"CONTRACT": "contractSigned", "SPMK": "contractNotice", "ADDENDUM": "contractAnnexe"}
CATEGORIES = {"GOODS": "goods", "WORKS": "works", "CONSULTANCY": "services", "SERVICES": "services"}
TENDER_STATUS = {
    "PREPARED": "planning", "ANNOUNCED": "active", "OPEN": "active", "CLOSED": "active", "OPENED": "active",
    "EVALUATED": "active", "DECIDED": "active", "STANDSTILL": "active", "APPOINTED": "complete",
    "CONTRACTED": "complete", "FAILED": "unsuccessful", "CANCELLED": "cancelled",
}  # fmt: skip
BID_STATUS = {"SUBMITTED": "pending", "VALID": "valid", "DISQUALIFIED": "disqualified", "WITHDRAWN": "withdrawn"}
CONTRACT_STATUS = {"SIGNED": "pending", "EFFECTIVE": "active", "FINISHED": "terminated", "TERMINATED": "cancelled"}


@dataclass(frozen=True)
class Share:
    """What a package takes of one budget line."""

    line: int
    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True)
class Bid:
    """An offer after the opening, with who made it."""

    id: int
    supplier: int
    name: str
    status: str
    amount: Decimal | None
    at: dt.datetime | None
    is_winner: bool


@dataclass(frozen=True)
class Run:
    """The latest selection run of a package. `winner` stands once it is announced, with the price of the contract."""

    code: str
    status: str
    hps_amount: Decimal | None
    announced_at: dt.datetime | None
    deadline_at: dt.datetime | None
    decided_at: dt.datetime | None
    bids: tuple[Bid, ...] = ()
    winner: Bid | None = None


@dataclass(frozen=True)
class Amendment:
    """A change of a contract."""

    number: str
    date: dt.date
    reason: str


@dataclass(frozen=True)
class Paper:
    """A signed paper of a contract that everybody may read; `kind` as in `ContractPaperKind`."""

    code: str
    kind: str
    title: str
    url: str
    date: dt.datetime


@dataclass(frozen=True)
class Deal:
    """A signed contract of a package."""

    key: str
    supplier: int
    name: str
    title: str
    number: str
    date: dt.date
    amount: Decimal
    status: str
    starts_date: dt.date | None
    ends_date: dt.date | None
    amendments: tuple[Amendment, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Process:
    """Everything public of one package."""

    code: str
    title: str
    description: str
    unit: str
    unit_name: str
    kind: str
    method: str
    method_words: str
    amount: int
    status: str
    changed_at: dt.datetime
    selection: tuple[dt.date | None, dt.date | None]
    reason: str = ""
    shares: tuple[Share, ...] = ()
    run: Run | None = None
    deals: tuple[Deal, ...] = field(default=())


def release_of(process: Process, *, prefix: str) -> Json:
    """The process as one release. Empty values are left out, as the standard asks."""
    ocid = f"{prefix}-{process.code}"
    parties = _parties(process)
    tags = ["planning", "tender"]
    awards = [_award(deal) for deal in process.deals] or _announced(process.run)
    contracts = [_contract(deal) for deal in process.deals]
    tags += ["award"] if awards else []
    tags += ["contract"] if contracts else []
    return _bare(
        {
            "ocid": ocid,
            "id": f"{process.code}-{_time(process.changed_at)}",
            "date": _time(process.changed_at),
            "tag": tags,
            "initiationType": "tender",
            "language": "id",
            "parties": parties,
            "buyer": {"id": _office(process.unit), "name": process.unit_name},
            "planning": _planning(process),
            "tender": _tender(process),
            "bids": _bare({"details": [_bid(one) for one in _shown(process.run)]}),
            "awards": awards,
            "contracts": contracts,
        }
    )


def package_of(releases: Iterable[Json], *, uri: str, publisher: str, published_at: dt.datetime) -> Json:
    """A release package."""
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": _time(published_at),
        "publisher": {"name": publisher},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "releases": list(releases),
    }


def _planning(process: Process) -> Json:
    parts = [
        _bare({"id": str(one.line), "description": f"{one.code} {one.name}".strip(), "amount": _money(one.amount)})
        for one in process.shares
    ]
    budget = {"id": process.code, "amount": _money(Decimal(process.amount)), "budgetBreakdown": parts}
    return _bare({"rationale": process.reason, "budget": _bare(budget)})


def _tender(process: Process) -> Json:
    run, first, last = process.run, *process.selection
    status = TENDER_STATUS[run.status] if run else ("cancelled" if process.status == "CANCELLED" else "planned")
    begins = run.announced_at if run and run.announced_at else first
    ends = run.deadline_at if run and run.deadline_at else last
    tenderers = [{"id": _firm(one.supplier), "name": one.name} for one in _shown(run)]
    return _bare(
        {
            "id": run.code if run else process.code,
            "title": process.title,
            "description": process.description,
            "status": status,
            "procuringEntity": {"id": _office(process.unit), "name": process.unit_name},
            "value": _money(run.hps_amount) if run and run.hps_amount is not None else {},
            "procurementMethod": METHODS.get(process.method, ""),
            "procurementMethodDetails": process.method_words,
            "mainProcurementCategory": CATEGORIES.get(process.kind, ""),
            "tenderPeriod": _period(begins, ends),
            "numberOfTenderers": len(tenderers) or None,
            "tenderers": tenderers,
        }
    )


def _shown(run: Run | None) -> list[Bid]:
    return [one for one in run.bids if one.status in BID_STATUS] if run else []


def _bid(one: Bid) -> Json:
    return _bare(
        {
            "id": str(one.id),
            "date": _time(one.at) if one.at else "",
            "status": BID_STATUS[one.status],
            "tenderers": [{"id": _firm(one.supplier), "name": one.name}],
            "value": _money(one.amount) if one.amount is not None else {},
        }
    )


def _award(deal: Deal) -> Json:
    return {
        "id": deal.key,
        "title": deal.title,
        "status": "active",
        "date": _time(deal.date),
        "value": _money(deal.amount),
        "suppliers": [{"id": _firm(deal.supplier), "name": deal.name}],
    }


def _announced(run: Run | None) -> list[Json]:
    """The announced winner as an award, until there is a contract: pending while objections may come."""
    if run is None or run.winner is None:
        return []
    award = {
        "id": run.code,
        "status": "pending" if run.status == "STANDSTILL" else "active",
        "date": _time(run.decided_at) if run.decided_at else "",
        "value": _money(run.winner.amount) if run.winner.amount is not None else {},
        "suppliers": [{"id": _firm(run.winner.supplier), "name": run.winner.name}],
    }
    return [_bare(award)]


def _contract(deal: Deal) -> Json:
    amendments = [
        _bare({"id": one.number, "date": _time(one.date), "rationale": one.reason}) for one in deal.amendments
    ]
    return _bare(
        {
            "id": deal.key,
            "awardID": deal.key,
            "title": deal.title,
            "description": deal.number,
            "status": CONTRACT_STATUS[deal.status],
            "value": _money(deal.amount),
            "dateSigned": _time(deal.date),
            "period": _period(deal.starts_date, deal.ends_date),
            "amendments": amendments,
            "documents": [_document(one) for one in deal.papers],
        }
    )


def _document(paper: Paper) -> Json:
    return {
        "id": paper.code,
        "documentType": PAPERS[paper.kind],
        "title": paper.title,
        "url": paper.url,
        "datePublished": _time(paper.date),
        "format": "text/html",
        "language": "id",
    }


def _parties(process: Process) -> list[Json]:
    roles: dict[str, tuple[str, list[str]]] = {
        _office(process.unit): (process.unit_name, ["buyer", "procuringEntity"]),
    }
    for one in _shown(process.run):
        roles.setdefault(_firm(one.supplier), (one.name, []))[1].append("tenderer")
    winner = process.run.winner if process.run else None
    if winner is not None and not process.deals:
        roles.setdefault(_firm(winner.supplier), (winner.name, []))[1].append("supplier")
    for deal in process.deals:
        found = roles.setdefault(_firm(deal.supplier), (deal.name, []))[1]
        found += [] if "supplier" in found else ["supplier"]
    return [{"id": key, "name": name, "roles": list(dict.fromkeys(found))} for key, (name, found) in roles.items()]


def _office(code: str) -> str:
    return f"ID-OPD-{code}"


def _firm(supplier: int) -> str:
    return f"ID-PENYEDIA-{supplier}"


def _money(amount: Decimal) -> Json:
    whole = amount == amount.to_integral_value()
    return {"amount": int(amount) if whole else float(amount), "currency": "IDR"}


def _period(begins: dt.date | None, ends: dt.date | None) -> Json:
    return _bare({"startDate": _time(begins) if begins else "", "endDate": _time(ends) if ends else ""})


def _time(moment: dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{moment.isoformat()}T00:00:00Z"


def _bare(values: Json) -> Json:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
