"""Papers of appointments and contracts as plain data for their typst templates: parties, values, lines, clauses."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import translation

from pendopo.budget.names import readable
from pendopo.budget.queries import funds_of_lines
from pendopo.budget.queries.papers import regency_name, signer_title
from pendopo.files.printing import check_address, qr_svg
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import percent
from pendopo.kernel.languages import DEFAULT
from pendopo.organisations.models import Supplier
from pendopo.procurement import rules
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.minuting import written
from pendopo.procurement.models import Addendum, Contract, Guarantee, Package, Spmk, Sppbj
from pendopo.procurement.wording import in_words

FOLDER = "procurement/templates/procurement/papers"
TITLES = {"SPK": "Surat Perintah Kerja (SPK)", "AGREEMENT": "Surat Perjanjian", "ORDER": "Surat Pesanan"}
"""Form of a contract -> the name of its paper; receipts are no contracts that this system prints."""
Subject = Sppbj | Contract | Spmk | Addendum


def template_of(kind: str) -> str:
    """The typst template of the kind, below the source tree."""
    return f"{FOLDER}/{kind.lower()}.typ"


def title_of(kind: str, subject: Subject) -> str:
    """`Surat Perintah Kerja (SPK) 027/1`."""
    names = {"SPPBJ": "Surat Penunjukan Penyedia Barang/Jasa (SPPBJ)", "SPMK": "Surat Perintah Mulai Kerja (SPMK)"}
    if isinstance(subject, Contract):
        return f"{TITLES[subject.form]} {subject.number}"
    if isinstance(subject, Addendum):
        return f"Adendum {subject.sequence} {subject.number}"
    return f"{names[kind]} {subject.number}"


@translation.override(DEFAULT)
def paper_data(kind: str, subject: Subject, *, ppk: str, code: str) -> dict[str, Any]:
    """What the template of the kind reads; `ppk` is who signs for the government."""
    unit, supplier = _unit_of(subject), _supplier_of(subject)
    regency = regency_name()
    title = title_of(kind, subject)
    return {
        "kind": title.removesuffix(f" {subject.number}"),
        "title": title.removesuffix(f" {subject.number}"),
        "number": subject.number,
        "regency": regency,
        "place": regency.removeprefix("Kabupaten ").removeprefix("Kota "),
        "unit": readable(unit.name, title=True),
        "year": str(_year_of(subject)),
        "date": _day(subject.date),
        "ppk": ppk,
        "ppk_post": signer_title("ppk", unit),
        "supplier": _party(supplier),
        "practice": _is_practice(subject),
        "demo": _is_demo(subject),
        "code": code,
        "address": check_address(code),
        "qr": qr_svg(check_address(code)),
        "draft": False,
        **_own(kind, subject),
    }


def _own(kind: str, subject: Subject) -> dict[str, Any]:
    if isinstance(subject, Sppbj):
        return _sppbj(subject)
    if isinstance(subject, Contract):
        return _contract(subject)
    contract = subject.contract
    more = _spmk(subject) if isinstance(subject, Spmk) else _addendum(subject)
    return {"contract": _contract(contract), **more}


def _sppbj(sppbj: Sppbj) -> dict[str, Any]:
    tender = sppbj.tender
    due = sppbj.guarantee_amount
    return {
        "tender": {"title": tender.title, "code": tender.code, "method": str(tender.get_method_display())},
        "amount": written(sppbj.amount),
        "words": in_words(sppbj.amount),
        "hps": written(tender.hps_amount),
        "guarantee": written(due) if due else "",
        "guarantee_words": in_words(due) if due else "",
        "guarantee_days": sppbj.guarantee_days or 0,
    }


def _contract(contract: Contract) -> dict[str, Any]:
    fine = rules.late_fine(rule_on("LATE_FINE", contract.date), base=contract.amount, days=1)
    return {
        "contract_number": contract.number,
        "contract_date": _day(contract.date),
        "work": contract.title,
        "amount": written(contract.amount),
        "words": in_words(contract.amount),
        "value": written(contract.value_amount),
        "payment": contract.payment_kind,
        "starts": _day(contract.starts_date),
        "ends": _day(contract.ends_date),
        "days": _days(contract.starts_date, contract.ends_date),
        "fine": written(fine),
        "pdn": written(contract.pdn_amount),
        "umk": written(contract.umk_amount),
        "tkdn": _tkdn(contract),
        "package": _package(contract.package),
        "sppbj": _of(contract.sppbj),
        "lines": _lines(contract),
        "clauses": [[one.title, one.text] for one in contract.clauses.all()],
        "guarantees": [_guarantee(one) for one in _guarantees(contract)],
    }


def _spmk(spmk: Spmk) -> dict[str, Any]:
    days = _days(spmk.starts_date, spmk.ends_date)
    return {"starts": _day(spmk.starts_date), "ends": _day(spmk.ends_date), "days": days}


def _addendum(addendum: Addendum) -> dict[str, Any]:
    more = addendum.after_amount - addendum.before_amount
    return {
        "sequence": addendum.sequence,
        "reason": addendum.reason,
        "scope": addendum.scope,
        "before": written(addendum.before_amount),
        "after": written(addendum.after_amount),
        "after_words": in_words(addendum.after_amount),
        "change": written(abs(more)),
        "rises": more > 0,
        "percent": _signed(addendum.after_amount * 100 / addendum.contract.amount - 100),
        "before_ends": _day(addendum.before_ends_date),
        "after_ends": _day(addendum.after_ends_date),
    }


def _signed(share: Decimal) -> str:
    """`+10%`, `-2,5%`."""
    return f"{'+' if share > 0 else ''}{percent(share, 2)}"


def _party(supplier: Supplier) -> dict[str, str]:
    own = supplier.organisation
    heads = supplier.people.filter(role__in=("DIRECTOR", "OWNER"), to_date__isnull=True)
    head = heads.order_by("role", "pk").values_list("name", flat=True).first()
    place = ", ".join(filter(None, [own.address, str(own.desa) if own.desa else ""]))
    return {"name": own.name, "nib": own.nib, "address": place, "head": head or ""}


def _lines(contract: Contract) -> list[list[str]]:
    amounts = dict(contract.shares.values_list("line_id", "amount"))
    rows = funds_of_lines(ANONYMOUS, amounts)
    return [[one.code, readable(one.account_name or one.account), written(amounts[one.id])] for one in rows]


def _guarantees(contract: Contract) -> list[Guarantee]:
    found = Guarantee.objects.filter(contract=contract)
    return list(found | Guarantee.objects.filter(sppbj=contract.sppbj_id)) if contract.sppbj_id else list(found)


def _guarantee(one: Guarantee) -> list[Any]:
    return [str(one.get_kind_display()), one.issuer, one.number, written(one.amount), _day(one.until_date)]


def _package(package: Package | None) -> dict[str, str]:
    return {"code": package.code, "title": package.title} if package else {"code": "", "title": ""}


def _of(sppbj: Sppbj | None) -> dict[str, Any]:
    return {"number": sppbj.number, "date": _day(sppbj.date)} if sppbj else {"number": "", "date": []}


def _tkdn(contract: Contract) -> str:
    if contract.tender is None:
        return ""
    won = contract.tender.participants.filter(supplier=contract.supplier, tkdn_percent__isnull=False)
    found = won.values_list("tkdn_percent", flat=True).first()
    return "" if found is None else percent(found, 2)


def _unit_of(subject: Subject) -> Any:
    if isinstance(subject, Sppbj):
        return subject.tender.unit
    return subject.unit if isinstance(subject, Contract) else subject.contract.unit


def _supplier_of(subject: Subject) -> Supplier:
    return subject.contract.supplier if isinstance(subject, Spmk | Addendum) else subject.supplier


def _year_of(subject: Subject) -> int:
    if isinstance(subject, Sppbj):
        return subject.tender.year
    return subject.year if isinstance(subject, Contract) else subject.contract.year


def _run_of(subject: Subject) -> Any:
    return subject.contract.tender if isinstance(subject, Spmk | Addendum) else subject.tender


def _is_practice(subject: Subject) -> bool:
    run = _run_of(subject)
    return bool(run and run.practice)


def _is_demo(subject: Subject) -> bool:
    contract = subject if isinstance(subject, Contract) else getattr(subject, "contract", None)
    if contract is not None:
        return bool(contract.package and contract.package.demo)
    return bool(_run_of(subject) and _run_of(subject).packages.filter(package__demo=True).exists())


def _day(day: dt.date | None) -> list[int]:
    return [day.day, day.month, day.year] if day else []


def _days(first: dt.date | None, last: dt.date | None) -> int:
    return (last - first).days + 1 if first and last else 0
