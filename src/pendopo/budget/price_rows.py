"""Rows of a price book as people send them: what is read, and what cannot be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.budget.models import CeilingKind, PriceKind
from pendopo.files.tabular import Column, Problem, Table, TableRefused
from pendopo.kernel.money import NotMoney, parse_whole_rupiah

COLUMNS = [
    Column("nama_barang", aliases=("nama", "uraian", "nama_komponen", "uraian_barang")),
    Column("spesifikasi", required=False, aliases=("spek", "spek_komponen")),
    Column("satuan", required=False, aliases=("satuan_barang",)),
    Column("harga_satuan", aliases=("harga", "harga_satuan_rp")),
    Column("kelompok", required=False, aliases=("kelompok_barang", "uraian_kelompok")),
    Column("jenis", required=False, aliases=("tipe", "kelompok_harga")),
    Column("batas", required=False, aliases=("sifat", "jenis_batas")),
    Column("rekening", kind="code", required=False, aliases=("kode_akun", "rekening_belanja")),
    Column("kode", kind="code", required=False, aliases=("kode_barang", "kode_komponen")),
    Column("id", kind="code", required=False, aliases=("no", "nomor", "id_standar_harga")),
]
CEILINGS = {"tertinggi": CeilingKind.HARD, "perkiraan": CeilingKind.ESTIMATE}
_DECIMALS = re.compile(r"\d+\.0{1,2}")
_ACCOUNT = re.compile(r"\d(\.\d{1,4}){0,5}")
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")


@dataclass(frozen=True)
class PriceRow:
    """One item with its price in whole rupiah for one `measure`; `place` is its row in the file.

    `code` is the lasting code where the file has it, `accounts` the beginnings of account codes that may use it.
    """

    place: int
    name: str
    specification: str
    measure: str
    price_amount: int
    kind: str = PriceKind.SSH
    ceiling: str = CeilingKind.ESTIMATE
    group: str = ""
    accounts: tuple[str, ...] = ()
    code: str = ""
    source_number: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the item: kind, name, specification, as written."""
        return self.kind, self.name, self.specification


@dataclass
class _Reading:
    kind: str
    ceiling: str
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def fault(self, place: int, column: str, value: str, message: Any) -> None:
        self.problems.append(Problem(place, column, value, message))

    def price(self, place: int, text: str) -> int:
        """`145500.0`, `145.500` or `Rp145.500` as whole rupiah."""
        bare = text.split(".", maxsplit=1)[0] if _DECIMALS.fullmatch(text) else text
        try:
            amount = parse_whole_rupiah(bare)
        except NotMoney:
            self.fault(place, "harga_satuan", text, _("Write the price in whole rupiah, such as 145500 or 145.500."))
            return 0
        if amount < 0:
            self.fault(place, "harga_satuan", text, _("A price cannot be below zero."))
        return amount

    def one_of(self, place: int, column: str, text: str, known: Mapping[str, str], default: str) -> str:
        """The value of a word of a closed list; the default where the cell is empty."""
        found = known.get(text.strip().lower()) if text else default
        if found is None:
            words = ", ".join(known)
            self.fault(place, column, text, _("This word is not known here. Known are: ") + words)
        return found or default

    def accounts(self, place: int, text: str) -> tuple[str, ...]:
        """The account codes parted by `;` or `|`."""
        parts = tuple(part.strip().rstrip(".") for part in re.split(r"[;|]", text) if part.strip())
        for part in parts:
            if not _ACCOUNT.fullmatch(part):
                self.fault(place, "rekening", part, _("Write account codes such as 5.1.02.01; part several with “;”."))
        return parts

    def code(self, place: int, text: str) -> str:
        """The lasting code, which stands once in a file."""
        if text and not _CODE.fullmatch(text):
            self.fault(place, "kode", text, _("A code has at most 20 letters, digits, points and hyphens."))
        if text and text in self.seen:
            self.fault(place, "kode", text, _("This code stands twice in the file."))
        self.seen[text] = place
        return text

    def long(self, place: int, column: str, text: str, most: int) -> str:
        if len(text) > most:
            self.fault(place, column, text[:40], _("This text is too long."))
        return text

    def row(self, place: int, cells: dict[str, Any]) -> PriceRow:
        kinds = {str(kind.value).lower(): kind.value for kind in PriceKind}
        return PriceRow(
            place,
            self.long(place, "nama_barang", cells["nama_barang"], 300),
            self.long(place, "spesifikasi", cells["spesifikasi"], 600),
            self.long(place, "satuan", cells["satuan"], 60),
            self.price(place, cells["harga_satuan"]),
            kind=self.one_of(place, "jenis", cells["jenis"], kinds, self.kind),
            ceiling=self.one_of(place, "batas", cells["batas"], CEILINGS, self.ceiling),
            group=self.long(place, "kelompok", cells["kelompok"], 200),
            accounts=self.accounts(place, cells["rekening"]),
            code=self.code(place, cells["kode"]),
            source_number=self.long(place, "id", cells["id"], 30),
        )


def read_prices(table: Table, *, kind: str, ceiling: str) -> Sequence[PriceRow]:
    """The rows of a price book; `kind` and `ceiling` hold where a row says nothing. Raises TableRefused."""
    reading = _Reading(kind, ceiling)
    rows = [reading.row(place, cells) for place, cells in zip(table.numbers, table.rows, strict=True)]
    if reading.problems:
        raise TableRefused(reading.problems)
    return rows
