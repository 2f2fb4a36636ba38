"""What is strange in ISB feeds: pure functions over typed rows, one for each kind of finding."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.feeds import FEEDS, Feed
from pendopo.procurement.isb.maks import maks_of
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.values import day
from pendopo.procurement.isb.words import KIND_OF, METHOD_OF
from pendopo.procurement.kinds import Method

ZERO = Decimal(0)
FINISHED = "Kontrak Selesai"
Limits = Callable[[str, dt.date], int | None]
"""(kind, day) -> the most that direct procurement may come to, rupiah."""


@dataclass(frozen=True)
class Found:
    """One finding: where it stands, what stands there, what it is held against."""

    code: str
    feed: str
    row: int = 0
    key: str = ""
    column: str = ""
    value: str = ""
    other: str = ""


def at(row: Row, code: str, column: str, *, value: Any = None, other: Any = "", key: str = "") -> Found:
    """A finding in a column of a row; the value is the column's where none is given."""
    stands = row.plain.get(column, "") if value is None else value
    return Found(code, row.feed.name, row.number, (key or row.key)[:300], column, _said(stands), _said(other))


def _said(value: Any) -> str:
    """The value as text; an amount always with its two places, so that it reads the same in every delivery."""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)[:300]


def find_strange(files: IsbFiles, limits: Limits) -> list[Found]:
    """Everything that can be seen in the files alone."""
    return [
        *_missing(files),
        *_repeated(files),
        *_codes(files),
        *_contracts(files),
        *_payments(files),
        *_dates(files),
        *_recorded(files),
        *_above_limit(files, limits),
        *_unstored(files),
        *_blank(files),
    ]


def _missing(files: IsbFiles) -> Iterator[Found]:
    yield from (Found("FEED_MISSING", feed.name) for feed in files.missing)


def _repeated(files: IsbFiles) -> Iterator[Found]:
    for name, rows in files.rows.items():
        first: dict[str, int] = {}
        for row in rows:
            if row.digest in first:
                yield at(row, "REPEATED", FEEDS[name].keys[0], other=first[row.digest])
            first.setdefault(row.digest, row.number)


def _codes(files: IsbFiles) -> Iterator[Found]:
    for row in files.distinct(feeds.DIRECT):
        if len(maks_of(row.text("mak"))) > 1:
            yield at(row, "MAK_SEVERAL", "mak", other=len(maks_of(row.text("mak"))))
    for feed in (feeds.TENDERS, feeds.DIRECT, feeds.RECORDED):
        for row in files.distinct(feed):
            if ";" in row.text("kd_rup"):
                yield at(row, "RUP_SEVERAL", "kd_rup", other=row.text("kd_rup").count(";") + 1)


def _contracts(files: IsbFiles) -> Iterator[Found]:
    pairs = ((feeds.TENDERS, feeds.TENDER_CONTRACTS), (feeds.DIRECT, feeds.DIRECT_CONTRACTS))
    for announced, signed in pairs:
        known = {row.record: row for row in files[announced]}
        for row in files.distinct(signed):
            run, value = known[row.record], row["nilai_kontrak"] or ZERO
            if run["hps"] is not None and value > run["hps"]:
                yield at(row, "CONTRACT_ABOVE_HPS", "nilai_kontrak", other=run["hps"])
            if run["pagu"] is not None and value > run["pagu"]:
                yield at(row, "CONTRACT_ABOVE_CEILING", "nilai_kontrak", other=run["pagu"])


def paid_by_contract(files: IsbFiles) -> dict[str, tuple[Row, Decimal]]:
    """Record and number of each direct contract with payments -> one of its rows and what was paid, each row once."""
    paid: dict[str, tuple[Row, Decimal]] = {}
    for row in files.distinct(feeds.DIRECT_BAP):
        before = paid[row.key][1] if row.key in paid else ZERO
        paid[row.key] = row, before + (row["besar_pembayaran"] or ZERO)
    return paid


def _payments(files: IsbFiles) -> Iterator[Found]:
    paid = paid_by_contract(files)
    for row, amount in paid.values():
        if row["nilai_kontrak"] is not None and amount > row["nilai_kontrak"]:
            yield at(row, "PAYMENT_ABOVE", "besar_pembayaran", value=amount, other=row["nilai_kontrak"])
    for row in files.distinct(feeds.DIRECT_BAP):
        if row["progres_pekerjaan"] is None:
            yield at(row, "PROGRESS_BLANK", "progres_pekerjaan")
    for row in files.distinct(feeds.DIRECT_CONTRACTS):
        if row.text("status_kontrak") == FINISHED and row.key not in paid:
            yield at(row, "FINISHED_NO_BAP", "status_kontrak")


def _dates(files: IsbFiles) -> Iterator[Found]:
    """Rows as they were delivered: each one has its place in the file."""
    for appointed, signed in APPOINTED:
        latest = _latest(files[appointed], "no_sppbj", "tgl_sppbj")
        for row in files[signed]:
            appointment = latest.get((row.record, row.text("no_sppbj")))
            yield from _order(row, "SPPBJ_AFTER_CONTRACT", "tgl_kontrak", appointment)
    for ordered, signed in ORDERED:
        latest = _latest(files[signed], "no_kontrak", "tgl_kontrak")
        for row in files[ordered]:
            contract = row["tgl_kontrak"] or latest.get((row.record, row.text("no_kontrak")))
            yield from _order(row, "SPMK_BEFORE_CONTRACT", "tgl_spmk_spp", contract)
    for row in files[feeds.DIRECT_BAP]:
        yield from _order(row, "BAP_BEFORE_BAST", "tgl_bap", row["tgl_bast"])
    for row in files[feeds.TENDER_CONTRACTS]:
        if row["tgl_kontrak_awal"] and row["tgl_kontrak_awal"] == row["tgl_kontrak_akhir"]:
            yield at(row, "DATES_REPEATED", "tgl_kontrak_akhir")


APPOINTED = ((feeds.TENDER_SPPBJ, feeds.TENDER_CONTRACTS), (feeds.DIRECT_SPPBJ, feeds.DIRECT_CONTRACTS))
ORDERED = ((feeds.TENDER_SPMK, feeds.TENDER_CONTRACTS), (feeds.DIRECT_SPMK, feeds.DIRECT_CONTRACTS))


def _order(row: Row, code: str, column: str, earliest: dt.datetime | None) -> Iterator[Found]:
    """A finding where the day in the column is before the day that has to come first."""
    own, first = day(row[column]), day(earliest)
    if own is not None and first is not None and own < first:
        yield at(row, code, column, other=first)


def _latest(rows: Iterable[Row], number: str, date: str) -> dict[tuple[str, str], dt.datetime]:
    found: dict[tuple[str, str], dt.datetime] = {}
    for row in rows:
        place = row.record, row.text(number)
        if row[date]:
            found[place] = max(found.get(place, row[date]), row[date])
    return found


def _recorded(files: IsbFiles) -> Iterator[Found]:
    """Rows of recorded spending have no number of their own: two that are equal are two payments, as LKPP counts."""
    for stated, rows in _SPENT:
        spent: dict[str, Decimal] = {}
        for row in files[rows]:
            spent[row.record] = spent.get(row.record, ZERO) + (row["nilai_realisasi"] or ZERO)
        for row in files.distinct(stated):
            if (row["total_realisasi"] or ZERO) != spent.get(row.record, ZERO):
                yield at(row, "REALISATION_DIFFERS", "total_realisasi", other=spent.get(row.record, ZERO))
    for row in files.distinct(feeds.SELF_MANAGED):
        if not row.text("tipe_swakelola"):
            yield at(row, "TYPE_MISSING", "tipe_swakelola")


_SPENT: tuple[tuple[Feed, Feed], ...] = (
    (feeds.RECORDED, feeds.RECORDED_SPENT),
    (feeds.SELF_MANAGED, feeds.SELF_MANAGED_SPENT),
)


def _above_limit(files: IsbFiles, limits: Limits) -> Iterator[Found]:
    """Direct procurement by its estimate against the limit of the day it was made; an appointment has no limit."""
    for row in files.distinct(feeds.DIRECT):
        made = day(row["tgl_buat_paket"] or row["tgl_pengumuman_nontender"])
        if METHOD_OF.get(row.text("mtd_pemilihan")) != Method.DIRECT or row["hps"] is None or made is None:
            continue
        most = limits(KIND_OF.get(row.text("jenis_pengadaan"), ""), made)
        if most is not None and row["hps"] > most:
            yield at(row, "HPS_ABOVE_LIMIT", "hps", other=most)


def _unstored(files: IsbFiles) -> Iterator[Found]:
    """Contracts that neither their row nor their appointment gives a supplier, or that have no date."""
    for appointed, signed in APPOINTED:
        named = {(row.record, row.text("no_sppbj")) for row in files[appointed] if row.text("penyedia_key")}
        for row in files.distinct(signed):
            supplied = row.text("penyedia_key") or (row.record, row.text("no_sppbj")) in named
            if not supplied or row["tgl_kontrak"] is None:
                yield at(row, "NOT_STORED", "tgl_kontrak" if supplied else "penyedia_key")


def _blank(files: IsbFiles) -> Iterator[Found]:
    for row in files[feeds.PARTICIPANTS]:
        if not row.text("penyedia_key"):
            yield at(row, "SUPPLIER_MISSING", "kd_penyedia")
    for feed, column in ((feeds.TENDERS, "status_tender"), (feeds.DIRECT, "status_nontender")):
        for row in files.distinct(feed):
            if row.text(column) in {"", "-"}:
                yield at(row, "STATUS_UNKNOWN", column)
