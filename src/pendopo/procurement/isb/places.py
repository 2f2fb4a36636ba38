"""Units and suppliers that the feeds name."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit
from pendopo.organisations.services import ImportedSupplier, UnitValues, import_suppliers, import_units
from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.words import form_of
from pendopo.procurement.kinds import Origin

WHOLE_UNIT = "0000"
"""Last group of the code of an Opd; parts of it (a clinic, a school) end otherwise."""
CATALOGUE = "ECAT-"
NAMES = {"KECAMATAN": "KECAMATAN", "KELURAHAN": "KELURAHAN", "PUSKESMAS": "UPTD", "RUMAH SAKIT": "UPTD", "RSUD": "UPTD"}


def satker_of(row: Row) -> str:
    """The code of the unit as LKPP writes it (feed 1015 has it in another column)."""
    return row.text("kd_satker_str") or row.text("kd_satker")


def above(satker: str) -> str:
    """The Opd that a part belongs to; the code itself for an Opd."""
    return f"{satker[: -len(WHOLE_UNIT)]}{WHOLE_UNIT}" if satker.count(".") > 5 else satker


def units_of(files: IsbFiles, *, actor: Actor, now: dt.datetime) -> dict[str, int]:
    """Code of LKPP -> unit, for all units that records name; unknown ones are added. Raises TableRefused."""
    numbers = {row.text("kd_satker_str"): row for row in files[feeds.UNITS]}
    named = {satker_of(row): row for row in _records(files)}
    named |= {above(code): numbers[above(code)] for code in [*named] if above(code) in numbers}
    codes = {satker: _code(satker, row, numbers) for satker, row in named.items()}
    known = dict(Unit.objects.filter(code__in=set(codes.values())).values_list("code", "pk"))
    fresh = {satker: row for satker, row in named.items() if codes[satker] not in known}
    if fresh:
        _add(fresh, codes, numbers, actor, now)
        known = dict(Unit.objects.filter(code__in=set(codes.values())).values_list("code", "pk"))
    return {satker: known[code] for satker, code in codes.items()}


def _records(files: IsbFiles) -> Iterable[Row]:
    for feed in (feeds.ORDERS, feeds.SELF_MANAGED, feeds.RECORDED, feeds.DIRECT, feeds.TENDERS):
        yield from files[feed]


def _code(satker: str, row: Row, numbers: dict[str, Row]) -> str:
    """The unit's code here: its number in the RUP, as the import of the budget has it."""
    if satker in numbers:
        return numbers[satker].text("kd_satker")
    return f"{row.text('kd_klpd')}-{satker}"[:40]


def _add(fresh: dict[str, Row], codes: dict[str, str], numbers: dict[str, Row], actor: Actor, now: dt.datetime) -> None:
    if not permits(actor, "organisations.import_units"):
        message = _("This unit is not known here: the administrator imports the units first.")
        raise TableRefused(
            [Problem(row.number, "kd_satker_str", key, message, f"{row.feed.name}.json") for key, row in fresh.items()]
        )
    values = []
    for satker, row in fresh.items():
        parent = above(satker)
        name = (numbers.get(satker) or row).text("nama_satker") or satker
        parent_code = codes[parent] if parent != satker and parent in codes else ""
        values.append(UnitValues(kind=_kind(name, row), code=codes[satker], name=name, parent_code=parent_code))
    import_units(rows=values, actor=actor, now=now)


def _kind(name: str, row: Row) -> str:
    if row.text("jenis_klpd") == "BUMD":
        return "BUMD"
    beginning = next((kind for word, kind in NAMES.items() if name.upper().startswith(word)), "")
    satker = row.text("kd_satker_str")
    return beginning or ("OPD" if above(satker) == satker else "UPTD")


def supplier_key_of(row: Row) -> str:
    """What names the supplier of a row, "" for none: the key of the tax number, or the number in the catalogue."""
    if row.feed == feeds.ORDERS:
        return f"{CATALOGUE}{row.text('kd_penyedia_v6')}"[:64] if row.text("kd_penyedia_v6") else ""
    return row.text("penyedia_key")[:64]


def suppliers_of(files: IsbFiles, *, actor: Actor, now: dt.datetime) -> dict[str, int]:
    """Key -> supplier, for all that the feeds name, by their first name; unknown ones are added."""
    rows: dict[str, ImportedSupplier] = {}
    forms = {
        supplier_key_of(row): row.text("bentuk_usaha_penyedia")
        for feed in (feeds.DIRECT_CONTRACTS, feeds.TENDER_CONTRACTS)
        for row in files[feed]
    }
    for found in files.rows.values():
        for row in found:
            key = supplier_key_of(row)
            if key and key not in rows:
                name = " ".join(_name(row).split()) or key
                rows[key] = ImportedSupplier(key, name, form_of(name, forms.get(key, "")))
    return import_suppliers(source=Origin.ISB, rows=rows.values(), actor=actor, now=now)


def _name(row: Row) -> str:
    if row.feed == feeds.ORDERS:
        return f"Penyedia katalog {row.text('kd_penyedia_v6')[-10:]}"
    return row.text("nama_penyedia") or row.text("nama_pelaksana")
