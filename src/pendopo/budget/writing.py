"""How people write rows: `25 orang x 2 hari x 3 kali`, `Rp45.000`, and whole tables pasted from a spreadsheet."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pendopo.budget.items import MOST_COEFFICIENTS, Coefficient, ItemProblem, ItemValues, check_item
from pendopo.kernel.money import NotMoney, parse_whole_rupiah

MOST_PASTED = 10_000
_SPLIT = re.compile(r"\s*[×*]\s*|\s+[xX]\s+")
_PAIR = re.compile(r"(?P<volume>[\d.,]+)\s*(?P<unit>\D.*)?")
_VOLUME = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d+(?:,\d{1,6})?")


def read_volume(text: str) -> Decimal:
    """`1.250,5` as a decimal. Raises ItemProblem for anything else, also for `0.5`."""
    bare = text.strip().replace("\u00a0", "")
    if bare.startswith("-"):
        raise ItemProblem("coefficients", "negative")
    if not _VOLUME.fullmatch(bare):
        raise ItemProblem("coefficients", "unreadable")
    return Decimal(bare.replace(".", "").replace(",", "."))


def read_coefficients(text: str) -> tuple[Coefficient, ...]:
    """The pairs of `3 orang x 2 hari`. Raises ItemProblem with the field `coefficients`."""
    pairs: list[Coefficient] = []
    for part in _SPLIT.split(text.strip()):
        found = _PAIR.fullmatch(part.strip())
        if found is None:
            raise ItemProblem("coefficients", "negative" if part.strip().startswith("-") else "unreadable")
        unit = (found["unit"] or "").strip()
        if not unit:
            raise ItemProblem("coefficients", "no_unit")
        pairs.append((read_volume(found["volume"]), unit[:40]))
    if len(pairs) > MOST_COEFFICIENTS:
        raise ItemProblem("coefficients", "number_of_pairs")
    return tuple(pairs)


def write_decimal(value: Decimal) -> str:
    """A number for a table that is read again: `0,75`. Three decimals get a fourth: `1,250` may be meant as 1250."""
    whole, _point, decimals = format(value.normalize(), "f").partition(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole


def write_volume(volume: Decimal | int) -> str:
    """`1.250,5`, as read_volume reads it."""
    whole, _point, rest = format(Decimal(volume).normalize(), "f").partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def write_coefficients(pairs: Iterable[tuple[str | Decimal, str]]) -> str:
    """`3 orang x 2 hari` from stored pairs."""
    return " x ".join(f"{write_volume(Decimal(volume))} {unit}".strip() for volume, unit in pairs)


def read_price(text: str) -> int:
    """Whole rupiah. Raises ItemProblem with the field `unit_price_amount`."""
    try:
        amount = parse_whole_rupiah(text)
    except NotMoney:
        raise ItemProblem("unit_price_amount", "unreadable") from None
    if amount < 0:
        raise ItemProblem("unit_price_amount", "negative")
    return amount


def read_percent(text: str) -> Decimal:
    """`11` or `11,5%`. Raises ItemProblem with the field `tax_percent`."""
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", bare or "0"):
        raise ItemProblem("tax_percent", "unreadable")
    return Decimal(bare or "0")


COLUMNS = ("account", "component", "specification", "coefficients", "price", "tax", "package", "note")
HEADS = {
    "account": ("rekening", "kode rekening", "kode akun", "akun"),
    "component": ("uraian", "komponen", "nama barang", "nama komponen"),
    "specification": ("spesifikasi", "spek"),
    "coefficients": ("koefisien", "volume", "koefisien perkalian"),
    "unit": ("satuan", "sat"),
    "price": ("harga", "harga satuan", "harga, rp", "harga (rp)"),
    "tax": ("pajak", "ppn", "pajak %", "ppn %"),
    "package": ("paket", "kelompok", "paket pekerjaan"),
    "note": ("keterangan", "catatan"),
}


@dataclass(frozen=True)
class CellProblem:
    """A cell that cannot be read: row (1 is the first pasted row), column, what stood there, the fault."""

    row: int
    column: str
    found: str
    code: str


@dataclass
class PastedTable:
    """What could be read of a pasted table: (account code, values) and every cell that could not."""

    rows: list[tuple[str, ItemValues]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return sum(values.amount for _account, values in self.rows)


def _columns(first: list[str]) -> tuple[dict[str, int], bool]:
    """Where each column stands, and whether the first row is a head."""
    words = [cell.strip().lower().rstrip(".") for cell in first]
    named = {key: words.index(name) for key, names in HEADS.items() for name in names if name in words}
    if "component" in named and "price" in named:
        return named, True
    return {key: place for place, key in enumerate(_layout(first))}, False


_CODE = re.compile(r"\d(?:\.\d{1,4}){2,5}")
_NUMBER = re.compile(r"-?[\d.,]+")


def _layout(first: list[str]) -> tuple[str, ...]:
    """The columns of a block without a head: with the account in front, or as it was copied from a list of goods."""
    if _CODE.fullmatch(first[0].strip()):
        return COLUMNS
    if len(first) > 3 and _NUMBER.fullmatch(first[1].strip()) and not _NUMBER.fullmatch(first[2].strip()):
        return ("component", "coefficients", "unit", "price")
    return ("component", "coefficients", "price", "tax") if 2 <= len(first) <= 4 else COLUMNS


def read_table(text: str, accounts: set[str], account: str = "") -> PastedTable:
    """Read cells parted by tabs, with or without a head. `accounts` are the codes that may be used.

    A row without an account belongs to the account above it, the first ones to `account`; empty rows are left out;
    more than MOST_PASTED rows are one problem of the table.
    """
    table = PastedTable()
    lines = [line for line in csv.reader(io.StringIO(text.strip("\n")), delimiter="\t") if any(map(str.strip, line))]
    if not lines:
        return table
    columns, headed = _columns(lines[0])
    body = lines[1:] if headed else lines
    if len(body) > MOST_PASTED:
        table.problems.append(CellProblem(MOST_PASTED + 1, "", str(len(body)), "too_many_rows"))
        return table
    for number, cells in enumerate(body, start=2 if headed else 1):
        given = {key: cells[place].strip() if place < len(cells) else "" for key, place in columns.items()}
        account = given.get("account") or account
        if given.get("unit") and _NUMBER.fullmatch(given.get("coefficients", "")):
            given["coefficients"] += f" {given['unit']}"
        _read_row(table, number, account, given, accounts)
    return table


def _read_row(table: PastedTable, number: int, account: str, given: dict[str, str], accounts: set[str]) -> None:
    faults = len(table.problems)
    if account not in accounts:
        table.problems.append(CellProblem(number, "account", account, "unknown"))
    readers: dict[str, Callable[[str], Any]] = {
        "coefficients": read_coefficients,
        "price": read_price,
        "tax": read_percent,
    }
    read: dict[str, Any] = {}
    for column, reader in readers.items():
        try:
            read[column] = reader(given.get(column, ""))
        except ItemProblem as problem:
            table.problems.append(CellProblem(number, column, given.get(column, ""), problem.code))
    if not given.get("component"):
        table.problems.append(CellProblem(number, "component", "", "required"))
    if len(table.problems) > faults:
        return
    values = ItemValues(
        given["component"][:500],
        read["price"],
        read["coefficients"],
        specification=given.get("specification", "")[:1000],
        tax_percent=read["tax"],
        package_label=given.get("package", "")[:200],
        note=given.get("note", "")[:500],
    )
    try:
        check_item(values)
    except ItemProblem as problem:
        table.problems.append(CellProblem(number, problem.field, "", problem.code))
        return
    table.rows.append((account, values))
