"""Sample packages for the demo regency, made from the lines of its sample budget; the same every time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pendopo.budget.names import readable
from pendopo.kernel.sql import read
from pendopo.procurement.planning import PackageValues

LINES = """
    SELECT l.id, s.unit_id, v.name AS activity, a.code AS account, a.name, m.amount
    FROM budget_line l
    JOIN budget_rkasheet s ON s.id = l.sheet_id
    JOIN budget_activitynode v ON v.id = s.activity_id
    JOIN budget_accountnode a ON a.id = l.account_id
    JOIN budget_stage g ON g.year = s.year AND g.owner_id IS NULL AND g.status IN ('SET', 'PUBLISHED')
    JOIN budget_lineamount m ON m.line_id = l.id AND m.stages @> g.seq::integer
    WHERE s.year = %(year)s AND s.owner_id IS NULL AND m.amount >= 5000000
        AND (a.code LIKE '5.2%%' OR a.code LIKE '5.1.02.01%%' OR a.code LIKE '5.1.02.03%%')
    ORDER BY v.code, s.unit_id, a.code
"""
KINDS = (("5.1.02.03", "SERVICES"), ("5.2.03", "WORKS"), ("5.2.04", "WORKS"))
VOLUMES = {"GOODS": "1 paket", "SERVICES": "12 bulan", "WORKS": "1 unit", "CONSULTANCY": "1 laporan"}


@dataclass(frozen=True)
class SamplePackage:
    """A sample package: unit, values, shares (line id -> whole rupiah)."""

    unit_id: int
    values: PackageValues
    shares: dict[int, int]


def sample_packages(year: int, most: int) -> Iterator[SamplePackage]:
    """At most so many packages spread evenly over the lines of the year's budget. One query."""
    rows = read(LINES, year=year)
    step = max(1, len(rows) // most)
    for number, row in enumerate(rows[::step][:most]):
        yield _sample(row, number, year)


def _sample(row: dict[str, object], number: int, year: int) -> SamplePackage:
    account, amount = str(row["account"]), int(str(row["amount"]))
    kind = next((kind for prefix, kind in KINDS if account.startswith(prefix)), "GOODS")
    taken = amount * (60, 75, 90, 100)[number % 4] // 100 // 1000 * 1000
    limit = {"GOODS": 200, "SERVICES": 200, "WORKS": 400}[kind] * 1_000_000
    begin = dt.date(year, 1 + number % 9, 3)
    values = PackageValues(
        title=_title(str(row["name"]), str(row["activity"])),
        kind=kind,
        method="DIRECT" if taken <= limit else "TENDER",
        volume=VOLUMES[kind],
        is_umk=number % 5 < 3 and taken <= 15_000_000_000,
        is_pdn=number % 4 != 3,
        selection_from_date=begin,
        selection_to_date=begin + dt.timedelta(days=20),
        contract_from_date=begin + dt.timedelta(days=25),
        contract_to_date=begin + dt.timedelta(days=115),
    )
    return SamplePackage(int(str(row["unit_id"])), values, {int(str(row["id"])): taken})


def _title(account: str, activity: str) -> str:
    """What is bought and what for, without the words that every account begins with."""
    bought = readable(account)
    for word in ("Belanja Modal ", "Belanja Alat/Bahan untuk Kegiatan Kantor-", "Belanja "):
        bought = bought.removeprefix(word)
    return f"{bought}, {readable(activity)}"[:300]
