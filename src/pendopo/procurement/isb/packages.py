"""Packages out of the feeds: one for each package number of SPSE, and for each RUP number that the catalogue names.

The feeds of the RUP itself (1018, 1028-1033) are not published with rows; a package is known by the records that refer
to it, and carries their RUP numbers.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.feeds import Feed
from pendopo.procurement.isb.money import Lines
from pendopo.procurement.isb.places import satker_of
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.sync import Synced, sync, sync_all
from pendopo.procurement.isb.values import cut
from pendopo.procurement.isb.words import KIND_OF, METHOD_OF, SELF_MANAGED_TYPE_OF
from pendopo.procurement.kinds import Method, Origin
from pendopo.procurement.models import BudgetShare, Package
from pendopo.procurement.states import PACKAGE

ANNOUNCED = (feeds.TENDERS, feeds.DIRECT, feeds.RECORDED, feeds.SELF_MANAGED)
FIELDS = (
    *("unit_id", "year", "title", "description", "kind", "method", "self_managed_type", "place_note"),
    *("ceiling_amount", "external_codes", "stated_method", "stated_status", "status", "cancel_reason"),
)
CANCELLED = "Paket Dibatalkan"
SUM_OF_ORDERS = "Pagu tidak ada dalam data LKPP (1213); nilai ini jumlah pesanan yang tercatat."


def package_code(row: Row) -> str:
    """The package's public number: SPSE's, or the RUP's of a catalogue order."""
    if row.feed == feeds.ORDERS:
        return f"RUP-{row.text('kd_rup') or row.record}"[:40]
    return f"SPSE-{row.text('kd_pkt_dce') or row.record}"[:40]


def method_of(row: Row) -> str:
    """Our method for the record."""
    fixed: dict[Feed, str] = {
        feeds.RECORDED: Method.RECORDED,
        feeds.SELF_MANAGED: Method.SELF_MANAGED,
        feeds.ORDERS: Method.CATALOGUE,
    }
    return fixed.get(row.feed) or METHOD_OF.get(row.text("mtd_pemilihan"), "")


def title_of(row: Row) -> str:
    """The whole title of the record; its number where it has none."""
    return " ".join((row.text("nama_paket") or row.text("rup_nama_pkt")).split()) or row.record


def store_packages(files: IsbFiles, units: dict[str, int], now: dt.datetime) -> Synced[Package]:
    """Packages by their code; those that are known take over what differs."""
    wanted = {one.code: one for one in (*_announced(files, units, now), *_ordered(files, units, now))}
    kept = Package.objects.filter(origin=Origin.ISB, code__in=list(wanted))
    return sync(wanted.values(), kept, key=lambda one: one.code, fields=FIELDS)


def _announced(files: IsbFiles, units: dict[str, int], now: dt.datetime) -> Iterator[Package]:
    """One for each package number; of several runs the latest one speaks."""
    for feed in ANNOUNCED:
        latest = {package_code(row): row for row in sorted(files.distinct(feed), key=_version)}
        for row in latest.values():
            yield _package(row, units, now, year=files.year)


def _version(row: Row) -> int:
    return int(row.text("versi_tender") or row.text("versi_nontender") or 1)


def _ordered(files: IsbFiles, units: dict[str, int], now: dt.datetime) -> Iterator[Package]:
    """Packages that catalogue orders name; several orders may be of one."""
    orders: dict[str, list[Row]] = {}
    for row in files.distinct(feeds.ORDERS):
        orders.setdefault(package_code(row), []).append(row)
    for rows in orders.values():
        package = _package(rows[0], units, now, year=files.year)
        package.ceiling_amount = int(sum((row["total_harga"] or Decimal(0) for row in rows), Decimal(0)))
        package.description = SUM_OF_ORDERS
        yield package


def _package(row: Row, units: dict[str, int], now: dt.datetime, *, year: int) -> Package:
    made = row["tgl_buat_paket"] or row["tgl_order"] or now
    title = title_of(row)
    package = Package(
        code=package_code(row),
        unit_id=units[satker_of(row)],
        year=year,
        title=cut(title, 300),
        description=title if len(title) > 300 else "",
        kind=KIND_OF.get(row.text("jenis_pengadaan") or row.text("kategori_pengadaan"), ""),
        method=method_of(row),
        self_managed_type=SELF_MANAGED_TYPE_OF.get(row.text("tipe_swakelola"), ""),
        place_note=cut(row.text("lokasi_pekerjaan"), 300),
        ceiling_amount=int(row["pagu"] or 0),
        version=1,
        origin=Origin.ISB,
        external_codes=[code.strip() for code in row.text("kd_rup").split(";") if code.strip()],
        stated_method=row.text("mtd_pemilihan")[:60],
        stated_status=(row.text("status_nontender_pct_ket") or row.text("status_swakelola_pct_ket"))[:60],
        created_at=made,
        announced_at=made,
    )
    PACKAGE.move(package, "adopt")
    if package.stated_status == CANCELLED:
        PACKAGE.move(package, "cancel")
        package.cancel_reason = cut(row.text("alasan_pembatalan"), 500)
    return package


def store_shares(files: IsbFiles, packages: dict[str, Package], lines: Lines) -> Synced[BudgetShare]:
    """What packages take of budget lines, by the codes of their records."""
    coded = {package_code(row): row for feed in (feeds.DIRECT, feeds.TENDERS_DONE) for row in files.distinct(feed)}
    wanted = [
        BudgetShare(package=packages[code], line_id=line, amount=amount)
        for code, row in coded.items()
        if code in packages
        for line, amount in lines.whole_shares(row, packages[code].ceiling_amount).items()
    ]
    wanted += _shares_of_orders(files, packages, lines)
    kept = BudgetShare.objects.filter(package__origin=Origin.ISB, package__code__in=list(packages))
    return sync_all(wanted, kept, key=lambda one: (one.package_id, one.line_id), fields=("amount",))


def _shares_of_orders(files: IsbFiles, packages: dict[str, Package], lines: Lines) -> Iterable[BudgetShare]:
    sums: dict[tuple[str, int], int] = {}
    for row in files.distinct(feeds.ORDERS):
        for line, amount in lines.whole_shares(row, int(row["total_harga"] or 0)).items():
            place = package_code(row), line
            sums[place] = sums.get(place, 0) + amount
    return [BudgetShare(package=packages[code], line_id=line, amount=amount) for (code, line), amount in sums.items()]
