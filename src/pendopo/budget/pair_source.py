"""Reads a table of a year's budget by account in two stages (murni and perubahan), and what is strange in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.budget.defects import Defect
from pendopo.files.tabular import Column, Problem, Table, TableRefused

COLUMNS = [
    Column("kode", kind="code", aliases=("kode_rekening", "rekening")),
    Column("uraian", aliases=("nama", "nama_rekening")),
    Column("apbd_murni", kind="rupiah", required=False, aliases=("murni", "sebelum")),
    Column("apbd_perubahan", kind="rupiah", required=False, aliases=("perubahan", "sesudah")),
]
WIDTHS = (1, 3, 6, 9, 12, 17)
SIDES = {"4": "REVENUE", "5": "SPENDING", "6": "FINANCING"}
STAGES = ("apbd_murni", "apbd_perubahan")


@dataclass(frozen=True)
class PairRow:
    """One account with its amount in both stages, whole rupiah, None where the stage does not hold it."""

    number: int
    code: str
    name: str
    amounts: tuple[int | None, int | None]

    @property
    def is_leaf(self) -> bool:
        return len(self.code) == WIDTHS[-1]

    @property
    def side(self) -> str:
        return SIDES[self.code[0]]


def pair_rows(table: Table) -> list[PairRow]:
    """The rows of a read table. Raises TableRefused for codes of no account, repeated codes, negative leaves."""
    rows = [
        PairRow(number, row["kode"], row["uraian"], (row["apbd_murni"], row["apbd_perubahan"]))
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    if problems := list(_problems(rows)):
        raise TableRefused(problems)
    return rows


def _problems(rows: Sequence[PairRow]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        if len(row.code) not in WIDTHS or row.code[0] not in SIDES:
            yield Problem(row.number, "kode", row.code, _("This is no code of revenue, spending or financing"))
        elif row.code in first:
            message = _("The code stands in row %(row)s already") % {"row": first[row.code]}
            yield Problem(row.number, "kode", row.code, message)
        elif row.is_leaf and any(amount is not None and amount < 0 for amount in row.amounts):
            yield Problem(row.number, "apbd_murni", row.code, _("An amount below zero cannot be kept"))
        first.setdefault(row.code, row.number)
    if not any(row.is_leaf for row in rows):
        yield Problem(None, "kode", "", _("The table holds no sub rincian objek"))


def names_of(rows: Sequence[PairRow]) -> dict[str, str]:
    """Code -> name, with the accounts above that the table does not name (empty names)."""
    named = {code: "" for row in rows for code in ancestors(row.code)}
    return named | {row.code: row.name for row in rows}


def ancestors(code: str) -> list[str]:
    """The codes of the accounts above, topmost first."""
    return [code[:width] for width in WIDTHS if width < len(code)]


def wrong_parents(rows: Sequence[PairRow], stage: int, file_name: str) -> list[Defect]:
    """The stated amounts that are not the sum of the accounts right below; `stage` 0 before, 1 after."""
    sums: dict[str, int] = {}
    for row in rows:
        for above in ancestors(row.code)[-1:]:
            sums[above] = sums.get(above, 0) + (row.amounts[stage] or 0)
    return [
        Defect(
            "ACCOUNT_SUM", file_name, row.number, "", row.code, row.name, row.amounts[stage] or 0, sums.get(row.code, 0)
        )
        for row in rows
        if not row.is_leaf and sums.get(row.code, 0) != (row.amounts[stage] or 0)
    ]


def nowhere(rows: Sequence[PairRow], file_name: str) -> list[Defect]:
    """Accounts above others that the table itself does not hold."""
    held = {row.code for row in rows}
    missing = sorted({code for row in rows for code in ancestors(row.code)} - held)
    return [Defect("ACCOUNT_MISSING", file_name, None, "", code, "") for code in missing]


def counts_of(rows: Sequence[PairRow]) -> dict[str, Any]:
    """What the preview says: rows, and leaves that differ."""
    leaves = [row for row in rows if row.is_leaf]
    changed = sum(row.amounts[0] != row.amounts[1] for row in leaves)
    return {"rows": len(rows), "changed": changed, "unchanged": len(leaves) - changed}
