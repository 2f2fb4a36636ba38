"""The rows of an Rka as a table in the columns of SIPD: how a row is written, and how a sent row is read.

The names are those of the central system's own tables (`data_rka`: kode_sub_giat, kode_akun, volum1, sat1, rincian);
`urutan`, `no_baris`, `revisi` and `jenis_baris` are ours, and a file without them is read as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.budget.exports import CELL_STARTS
from pendopo.budget.items import Coefficient, ItemProblem, ItemValues, check_item
from pendopo.budget.problems import sentence
from pendopo.budget.writing import read_coefficients, write_coefficients
from pendopo.files.tabular import Column, Problem, Table
from pendopo.kernel.display import number

PAIRS = (1, 2, 3, 4)
COLUMNS = (
    Column("tahun", "int", required=False, aliases=("tahun anggaran", "tahun_anggaran")),
    Column("kode_skpd", "code", aliases=("kode skpd", "kode unit", "kode_sub_skpd")),
    Column("kode_sub_giat", "code", required=False, aliases=("kode sub kegiatan", "kode_sub_kegiatan")),
    Column("urutan", "int", required=False),
    Column("kode_akun", "code", aliases=("kode rekening", "kode_rekening", "kode akun", "rekening")),
    Column("no_baris", "int", required=False),
    Column("revisi", "int", required=False),
    Column("nama_komponen", aliases=("uraian", "komponen", "nama komponen", "nama standar harga")),
    Column("spek_komponen", required=False, aliases=("spesifikasi", "spek")),
    *(Column(f"volum{n}", "decimal", required=False, aliases=(f"vol_{n}", f"volume {n}")) for n in PAIRS),
    *(Column(f"sat{n}", required=False, aliases=(f"sat_{n}", f"satuan {n}")) for n in PAIRS),
    Column("koefisien", required=False),
    Column("harga_satuan", "rupiah", aliases=("harga", "harga satuan")),
    Column("pajak", "decimal", required=False, aliases=("ppn", "pajak %", "ppn %")),
    Column("rincian", "rupiah", required=False, aliases=("jumlah", "total_harga", "total")),
    Column("subs_bl_teks", required=False, aliases=("paket", "kelompok")),
    Column("ket_bl_teks", required=False, aliases=("keterangan", "catatan")),
    Column("kode_dana", "code", required=False, aliases=("kode sumber dana",)),
    Column("jenis_baris", required=False),
)
HEADS = (
    "tahun",
    "kode_skpd",
    "nama_skpd",
    "kode_sub_giat",
    "nama_sub_giat",
    "urutan",
    "kode_akun",
    "nama_akun",
    "no_baris",
    "revisi",
    "subs_bl_teks",
    "ket_bl_teks",
    "nama_komponen",
    "spek_komponen",
    "koefisien",
    *(name for n in PAIRS for name in (f"volum{n}", f"sat{n}")),
    "harga_satuan",
    "pajak",
    "rincian",
    "kode_dana",
    "nama_dana",
    "jenis_baris",
)
KINDS = {"NORMAL": "rincian", "PLACEHOLDER": "sementara"}


def _figure(value: Decimal) -> Any:
    """A number where a spreadsheet keeps it exactly, else its digits as text."""
    if value == value.to_integral_value():
        return int(value) if abs(value) < 2**53 else format(value, "f")
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f").replace(".", ",")


def _kept(text: str) -> str:
    """A text that a spreadsheet would run is marked, as in all our files."""
    return f"'{text}" if text.startswith(CELL_STARTS) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(CELL_STARTS) else text


def cells_of(row: Mapping[str, Any], year: int) -> list[Any]:
    """One row of queries.sipd_rows in the order of HEADS; none for an empty cell."""
    pairs = [*row["coefficients"], *([None] * 4)][:4]
    given = {
        **row,
        "tahun": year,
        "subs_bl_teks": _kept(row["package_label"]),
        "ket_bl_teks": _kept(row["note"]),
        "nama_komponen": _kept(row["component"]),
        "spek_komponen": _kept(row["specification"]),
        "koefisien": write_coefficients(row["coefficients"]),
        "harga_satuan": row["unit_price_amount"],
        "pajak": _figure(row["tax_percent"]),
        "rincian": row["amount"],
        "no_baris": row["number"],
        "revisi": row["revision"],
        "jenis_baris": KINDS[row["kind"]],
    }
    for n, pair in zip(PAIRS, pairs, strict=True):
        given |= {f"volum{n}": _figure(Decimal(pair[0])) if pair else None, f"sat{n}": pair[1] if pair else None}
    return [given[head] for head in HEADS]


@dataclass(frozen=True, order=True)
class FormKey:
    """Which form a row belongs to; no activity for revenue and financing."""

    unit_id: int
    side: str
    activity_id: int | None
    sequence: int


@dataclass(frozen=True)
class SentRow:
    """A row of the file: where it stands there, its account, its values, and the number and revision it had here."""

    place: int
    account_id: int
    values: ItemValues
    number: int | None
    revision: int | None


@dataclass
class Known:
    """What codes may stand for in the stage, with what belongs to lists of other years (`elsewhere`)."""

    year: int
    units: Mapping[str, int]
    closed_units: frozenset[str]
    activities: Mapping[str, int]
    accounts: Mapping[str, int]
    elsewhere: Mapping[str, str]
    fundings: Mapping[str, int]
    ceilings: Mapping[FormKey, int]
    begun: Mapping[FormKey, int]
    measure_known: Callable[[str], bool]


@dataclass
class SentTable:
    """What a file holds: rows by form, every cell that cannot be taken, and units of measure that nobody knows."""

    forms: dict[FormKey, list[SentRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


SIDES = {"4": "REVENUE", "5": "SPENDING", "6": "FINANCING"}


class _Reader:
    """Reads one row; each problem names its cell."""

    def __init__(self, row: Mapping[str, Any], place: int, known: Known) -> None:
        self.row, self.place, self.known = row, place, known
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def fault(self, column: str, message: Any, value: Any = None) -> None:
        shown = self.row[column] if value is None else value
        self.problems.append(Problem(self.place, column, "" if shown is None else str(shown)[:200], message))

    def code(self, column: str, among: Mapping[str, int], missing: Any) -> int | None:
        """The id of a code. Names the list of the other year where that has it."""
        code = self.row[column]
        if code in among:
            return among[code]
        if other := self.known.elsewhere.get(code):
            self.fault(column, format_lazy(_("This code belongs to another list: {list}."), list=other))
        else:
            self.fault(column, missing)
        return None

    def form(self) -> FormKey | None:
        unit = self.code("kode_skpd", self.known.units, _("You write no Rka of a unit with this code."))
        if self.row["kode_skpd"] in self.known.closed_units:
            self.fault("kode_skpd", _("The Rka of this unit takes no changes now."))
        if self.row["tahun"] not in (None, self.known.year):
            self.fault("tahun", format_lazy(_("The stage is of {year}."), year=str(self.known.year)))
        side = SIDES.get(self.row["kode_akun"][:1], "SPENDING")
        activity = None
        if side == "SPENDING":
            missing = _("The stage knows no sub-activity with this code.")
            activity = self.code("kode_sub_giat", self.known.activities, missing)
        elif self.row["kode_sub_giat"]:
            self.fault("kode_sub_giat", _("Revenue and financing belong to no sub-activity: leave this empty."))
        if unit is None or (side == "SPENDING" and activity is None):
            return None
        key = FormKey(unit, side, activity, self.row["urutan"] or 1)
        if side == "SPENDING" and key not in self.known.ceilings and key not in self.known.begun:
            self.fault("kode_sub_giat", _("This sub-activity has no ceiling in this stage."))
        return key

    def coefficients(self) -> tuple[Coefficient, ...]:
        pairs = [(self.row[f"volum{n}"], self.row[f"sat{n}"], n) for n in PAIRS]
        if all(volume is None for volume, _unit, _n in pairs):
            return self._written()
        found = []
        for volume, unit, n in pairs:
            if volume is None:
                if unit:
                    self.fault(f"volum{n}", _("Write the number for this unit."))
                continue
            if volume < 0:
                self.fault(f"volum{n}", sentence("coefficients", "negative"), volume)
            if not unit:
                self.fault(f"sat{n}", sentence("coefficients", "no_unit"))
            found.append((volume, unit[:40]))
            self._measure(f"sat{n}", unit)
        return tuple(found)

    def _written(self) -> tuple[Coefficient, ...]:
        try:
            pairs = read_coefficients(self.row["koefisien"])
        except ItemProblem as problem:
            self.fault("koefisien", sentence(problem.field, problem.code))
            return ()
        for _volume, unit in pairs:
            self._measure("koefisien", unit)
        return pairs

    def _measure(self, column: str, unit: str) -> None:
        if unit and not self.known.measure_known(unit):
            message = _("This unit of measure is not in the list; check its spelling.")
            self.notes.append(Problem(self.place, column, unit, message))

    def funding(self) -> int | None:
        if not self.row["kode_dana"]:
            return None
        return self.code("kode_dana", self.known.fundings, _("There is no funding source with this code."))

    def values(self) -> ItemValues | None:
        values = ItemValues(
            _bare(self.row["nama_komponen"])[:500],
            self.row["harga_satuan"],
            self.coefficients(),
            specification=_bare(self.row["spek_komponen"])[:1000],
            tax_percent=self.row["pajak"] or Decimal(0),
            kind="PLACEHOLDER" if self.row["jenis_baris"].lower() == KINDS["PLACEHOLDER"] else "NORMAL",
            package_label=_bare(self.row["subs_bl_teks"])[:200],
            note=_bare(self.row["ket_bl_teks"])[:500],
            funding_id=self.funding(),
        )
        if self.problems:
            return None
        return self._checked(values)

    def _checked(self, values: ItemValues) -> ItemValues | None:
        try:
            check_item(values)
        except ItemProblem as problem:
            columns = {"unit_price_amount": "harga_satuan", "tax_percent": "pajak", "component": "nama_komponen"}
            self.fault(columns.get(problem.field, "koefisien"), sentence(problem.field, problem.code))
            return None
        stated = self.row["rincian"]
        if stated is not None and abs(stated - values.amount) > 1:
            message = _("Volume times price comes to {amount}: correct the volume, the price or this sum.")
            self.fault("rincian", format_lazy(message, amount=number(values.amount)))
            return None
        return values


def read_rows(table: Table, known: Known) -> SentTable:
    """All rows by form. Where `problems` is not empty, nothing of the file may be taken."""
    sent = SentTable()
    seen: set[tuple[FormKey, int, int]] = set()
    for place, row in zip(table.numbers, table.rows, strict=True):
        reader = _Reader(row, place, known)
        form = reader.form()
        account = reader.code("kode_akun", known.accounts, _("The stage knows no account with this code."))
        values = reader.values()
        number = row["no_baris"]
        if form and account and number is not None:
            if (form, account, number) in seen:
                reader.fault("no_baris", _("This row number stands twice for one account."), number)
            seen.add((form, account, number))
        sent.problems += reader.problems
        sent.notes += reader.notes
        if form and account and values and not reader.problems:
            sent.forms.setdefault(form, []).append(SentRow(place, account, values, number, row["revisi"]))
    _check_ceilings(sent, known)
    return sent


def _check_ceilings(sent: SentTable, known: Known) -> None:
    for key, rows in sent.forms.items():
        ceiling = known.ceilings.get(key)
        total = sum(row.values.amount for row in rows)
        if ceiling is not None and total > ceiling and not sent.problems:
            message = _("The rows of this sub-activity come to {excess} more than its ceiling of {ceiling}.")
            text = format_lazy(message, excess=number(total - ceiling), ceiling=number(ceiling))
            sent.problems.append(Problem(rows[0].place, "rincian", number(total), text))


def rows_in(sent: SentTable) -> Sequence[SentRow]:
    """All rows that were read, in the order of the file."""
    return sorted((row for rows in sent.forms.values() for row in rows), key=lambda row: row.place)
