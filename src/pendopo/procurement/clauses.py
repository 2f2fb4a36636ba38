"""The clauses that a contract begins with, by its form: templates of clauses.csv, filled with its values."""

import csv
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from django.utils import timezone

from pendopo.budget.queries.papers import regency_name
from pendopo.kernel.display import full_date
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.minuting import written
from pendopo.procurement.models import Contract, ContractClause
from pendopo.procurement.wording import in_words

FILE = Path(__file__).with_name("clauses.csv")


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[frozenset[str], str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple((frozenset(row["forms"].split()), row["title"], row["text"]) for row in rows)


def write_standard_clauses(contract: Contract) -> None:
    """Give a new contract the clauses of its form, in their order."""
    values = _values(contract)
    found = [(title, text) for forms, title, text in _templates() if contract.form in forms]
    ContractClause.objects.bulk_create(
        ContractClause(contract=contract, sequence=number, title=title, text=_filled(text, values))
        for number, (title, text) in enumerate(found, start=1)
    )


def _filled(text: str, values: dict[str, Any]) -> str:
    """The text with its values; only names of the table above are filled in, whatever the values hold."""
    parts = Formatter().parse(text)
    return "".join(said + (str(values[name]) if name else "") for said, name, _spec, _turn in parts)


def _values(contract: Contract) -> dict[str, Any]:
    day = timezone.localdate(contract.created_at)
    regency = regency_name()
    return {
        "pekerjaan": contract.title,
        "nilai": written(contract.amount),
        "terbilang": in_words(contract.amount),
        "pembayaran": contract.payment_kind.lower() or "sesuai kontrak",
        "masa": _period(contract),
        "tempat": (contract.package.place_note if contract.package else "") or "tempat yang ditetapkan PPK",
        "jaminan": _guarantee(contract),
        "perubahan": rule_on("AMENDMENT", day)["most_percent"],
        "denda": rule_on("LATE_FINE", day)["permil_per_day"],
        "tempat_kedudukan": regency.removeprefix("Kabupaten ").removeprefix("Kota ") or "tempat kedudukan PPK",
    }


def _period(contract: Contract) -> str:
    if contract.starts_date is None or contract.ends_date is None:
        return "sesuai dengan jangka waktu yang ditetapkan dalam SPMK"
    days = (contract.ends_date - contract.starts_date).days + 1
    first, last = full_date(contract.starts_date), full_date(contract.ends_date)
    return f"selama {days} hari kalender, dari {first} sampai dengan {last}"


def _guarantee(contract: Contract) -> str:
    due = contract.sppbj.guarantee_amount if contract.sppbj else None
    if not due:
        return "Jaminan pelaksanaan tidak dipersyaratkan."
    return f"Penyedia menyerahkan jaminan pelaksanaan sebesar {written(due)} ({in_words(due)})."
