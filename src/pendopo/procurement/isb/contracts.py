"""Appointments, contracts, orders to start and amendments out of the feeds."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.checks import FINISHED
from pendopo.procurement.isb.feeds import Feed
from pendopo.procurement.isb.packages import method_of, package_code, title_of
from pendopo.procurement.isb.places import satker_of, supplier_key_of
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.runs import run_code
from pendopo.procurement.isb.sync import Synced, sync
from pendopo.procurement.isb.values import cut, day
from pendopo.procurement.kinds import Method, Origin
from pendopo.procurement.models import Addendum, Contract, ContractForm, Package, Spmk, Sppbj, Tender
from pendopo.procurement.states import CONTRACT, ContractStatus

KEYS = uuid.UUID("6f1f2a60-6a0e-5d0b-9c3e-1f7b6f0e2d51")
"""Namespace of the keys: the same contract of the other system has the same key in every delivery."""
FIELDS = (
    *("unit_id", "package_id", "tender_id", "sppbj_id", "supplier_id", "method", "form", "title", "number", "date"),
    *("amount", "value_amount", "pdn_amount", "umk_amount", "payment_kind", "starts_date", "ends_date"),
    *("stated_status", "status", "signed_at", "ended_at"),
)
SPPBJ_FIELDS = ("supplier_id", "date", "amount", "guarantee_amount", "guarantee_days")
SPMK_FIELDS = ("date", "starts_date", "ends_date", "stated_time")
ADDENDUM_FIELDS = ("number", "date", "reason", "before_amount", "after_amount", "before_ends_date", "after_ends_date")
SIDES: tuple[tuple[Feed, Feed, Feed, Feed], ...] = (
    (feeds.TENDERS, feeds.TENDER_SPPBJ, feeds.TENDER_CONTRACTS, feeds.TENDER_SPMK),
    (feeds.DIRECT, feeds.DIRECT_SPPBJ, feeds.DIRECT_CONTRACTS, feeds.DIRECT_SPMK),
)
ORDER_FINISHED = frozenset(("COMPLETED", "PAYMENT_OUTSIDE_SYSTEM"))
ISB_REASON = "ISB"


@dataclass
class Known:
    """What stands already when contracts are stored: rows by their codes."""

    packages: dict[str, Package]
    runs: dict[str, Tender]
    suppliers: dict[str, int]
    units: dict[str, int]
    now: dt.datetime
    sppbj: dict[tuple[int, str], Sppbj] = field(default_factory=dict)


def first_and_last(rows: Iterable[Row]) -> dict[str, tuple[Row, Row]]:
    """Record -> its row before any amendment and its latest one, by `versi_addendum`."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.record, []).append(row)
    ordered = {
        record: sorted(each, key=lambda row: int(row.text("versi_addendum") or 0)) for record, each in found.items()
    }
    return {record: (each[0], each[-1]) for record, each in ordered.items()}


def store_sppbj(files: IsbFiles, known: Known) -> Synced[Sppbj]:
    """Appointments; the row of an amendment repeats the first one with the moment of the amendment as its date."""
    wanted: dict[tuple[int, str], Sppbj] = {}
    for announced, appointed, _signed, _ordered in SIDES:
        for row in sorted(files.distinct(appointed), key=lambda row: int(row.text("versi_addendum") or 0)):
            one = _appointment(row, known.runs[run_code(announced, row.record)], known)
            if one is not None:
                wanted.setdefault((one.tender_id, one.number), one)
    kept = Sppbj.objects.filter(tender__origin=Origin.ISB)
    return sync(wanted.values(), kept, key=lambda one: (one.tender_id, one.number), fields=SPPBJ_FIELDS)


def _appointment(row: Row, run: Tender, known: Known) -> Sppbj | None:
    supplier, date = known.suppliers.get(row.text("penyedia_key")), day(row["tgl_sppbj"])
    if supplier is None or date is None:
        return None
    days = row.text("masa_berlaku_jaminan")
    return Sppbj(
        tender=run,
        supplier_id=supplier,
        number=cut(row.text("no_sppbj"), 120) or "-",
        date=date,
        amount=row["harga_final"] or Decimal(0),
        guarantee_amount=row["nilai_jaminan_pelaksanaan"] or None,
        guarantee_days=int(days) if days.isdigit() and 0 < int(days) < 32_000 else None,
    )


def contract_code(feed: Feed, record: str) -> str:
    """What names a contract of another system here."""
    return f"CAT-{record}" if feed == feeds.ORDERS else run_code(feed, record)


def store_contracts(files: IsbFiles, known: Known) -> Synced[Contract]:
    """Contracts of tenders and of direct procurement, and orders in the catalogue.

    One that has ended here stays ended, whatever the delivery says.
    """
    wanted = [*_signed(files, known), *_orders(files, known)]
    kept = list(Contract.objects.filter(origin=Origin.ISB))
    ended = {
        one.external_code: one for one in kept if one.status in {ContractStatus.FINISHED, ContractStatus.TERMINATED}
    }
    for one in wanted:
        before = ended.get(one.external_code)
        if before is not None:
            one.ended_at = before.ended_at
            _end_as(one, before.status)
    return sync(wanted, kept, key=lambda one: one.external_code, fields=FIELDS)


def _end_as(contract: Contract, status: str) -> None:
    action = "finish" if status == ContractStatus.FINISHED else "terminate"
    if contract.status == ContractStatus.SIGNED and action == "finish":
        CONTRACT.move(contract, "start")
    if contract.status != status and action in CONTRACT.actions_from(contract.status):
        CONTRACT.move(contract, action)


def _signed(files: IsbFiles, known: Known) -> Iterator[Contract]:
    for announced, _appointed, signed, ordered in SIDES:
        runs = {row.record: row for row in files[announced]}
        started = first_and_last(files.distinct(ordered))
        for record, versions in first_and_last(files.distinct(signed)).items():
            one = _contract(runs[record], versions, started.get(record), known)
            if one is not None:
                yield one


def _contract(
    announced: Row, versions: tuple[Row, Row], started: tuple[Row, Row] | None, known: Known
) -> Contract | None:
    first, last = versions
    run = known.runs[run_code(announced.feed, announced.record)]
    appointment = known.sppbj.get((run.pk, cut(first.text("no_sppbj"), 120)))
    supplier = known.suppliers.get(first.text("penyedia_key"))
    if supplier is None and appointment is not None:
        supplier = appointment.supplier_id
    date = day(first["tgl_kontrak"])
    if supplier is None or date is None:
        return None
    starts, ends = _period(started)
    one = Contract(
        key=uuid.uuid5(KEYS, contract_code(announced.feed, announced.record)),
        unit_id=run.unit_id,
        year=run.year,
        package=known.packages[package_code(announced)],
        tender=run,
        sppbj=appointment,
        supplier_id=supplier,
        method=run.method,
        form=ContractForm.AGREEMENT if announced.feed == feeds.TENDERS else ContractForm.SPK,
        title=run.title,
        number=cut(first.text("no_kontrak"), 160) or "-",
        date=date,
        amount=first["nilai_kontrak"] or Decimal(0),
        value_amount=last["nilai_kontrak"] or Decimal(0),
        pdn_amount=last["nilai_pdn_kontrak"],
        umk_amount=last["nilai_umk_kontrak"],
        payment_kind=cut(first.text("jenis_kontrak"), 60),
        starts_date=starts,
        ends_date=ends,
        origin=Origin.ISB,
        external_code=contract_code(announced.feed, announced.record),
        stated_status=last.text("status_kontrak")[:60],
        created_at=known.now,
        signed_at=first["tgl_kontrak"],
        ended_at=last["tgl_penetapan_status_kontrak"] if last.text("status_kontrak") == FINISHED else None,
    )
    _adopt(one, started=started is not None, finished=last.text("status_kontrak") == FINISHED)
    return one


def _period(started: tuple[Row, Row] | None) -> tuple[dt.date | None, dt.date | None]:
    """The days of the order to start; the contract feed repeats the contract's date as both, so it is not asked."""
    if started is None:
        return None, None
    starts, ends = day(started[0]["tgl_mulai_pekerjaan"]), day(started[1]["tgl_selesai_pekerjaan"])
    return starts, ends if starts is None or ends is None or ends >= starts else None


def _adopt(contract: Contract, *, started: bool, finished: bool) -> None:
    CONTRACT.move(contract, "sign")
    if started or finished:
        CONTRACT.move(contract, "start")
    if finished:
        CONTRACT.move(contract, "finish")


def _orders(files: IsbFiles, known: Known) -> Iterator[Contract]:
    for row in files.distinct(feeds.ORDERS):
        supplier, date = known.suppliers.get(supplier_key_of(row)), day(row["tgl_order"])
        if supplier is None or date is None:
            continue
        amount, finished = row["total_harga"] or Decimal(0), row.text("status_pkt") in ORDER_FINISHED
        one = Contract(
            key=uuid.uuid5(KEYS, contract_code(row.feed, row.record)),
            unit_id=known.units[satker_of(row)],
            year=files.year,
            package=known.packages[package_code(row)],
            supplier_id=supplier,
            method=method_of(row) or Method.CATALOGUE,
            form=ContractForm.ORDER,
            title=cut(title_of(row), 300),
            number=row.record[:160],
            date=date,
            amount=amount,
            value_amount=amount,
            origin=Origin.ISB,
            external_code=contract_code(row.feed, row.record),
            stated_status=cut(f"{row.text('status_pkt')} / {row.text('status_pengiriman')}", 60),
            created_at=known.now,
            signed_at=row["tgl_order"],
        )
        _adopt(one, started=True, finished=finished)
        yield one


def store_spmk(files: IsbFiles, contracts: dict[str, Contract]) -> Synced[Spmk]:
    """Orders to start, those of amendments beside the first."""
    wanted: dict[tuple[int, str], Spmk] = {}
    for announced, _appointed, _signed, ordered in SIDES:
        for row in files.distinct(ordered):
            contract, date = contracts.get(contract_code(announced, row.record)), day(row["tgl_spmk_spp"])
            if contract is None or date is None:
                continue
            one = Spmk(
                contract=contract,
                number=cut(row.text("no_spmk_spp"), 120) or "-",
                date=date,
                starts_date=day(row["tgl_mulai_pekerjaan"]),
                ends_date=day(row["tgl_selesai_pekerjaan"]),
                stated_time=cut(row.text("waktu_penyelesaian"), 200),
            )
            wanted.setdefault((contract.pk, one.number), one)
    kept = Spmk.objects.filter(contract__origin=Origin.ISB)
    return sync(wanted.values(), kept, key=lambda one: (one.contract_id, one.number), fields=SPMK_FIELDS)


def store_addenda(files: IsbFiles, contracts: dict[str, Contract]) -> Synced[Addendum]:
    """Amendments: each later version of a contract against the version before it."""
    wanted = []
    for announced, _appointed, signed, _ordered in SIDES:
        before: dict[str, Row] = {}
        for row in sorted(files.distinct(signed), key=lambda row: int(row.text("versi_addendum") or 0)):
            contract = contracts.get(contract_code(announced, row.record))
            if contract is not None and row.text("versi_addendum") not in {"", "0"}:
                wanted.append(_addendum(row, before.get(row.record, row), contract))
            before[row.record] = row
    kept = Addendum.objects.filter(contract__origin=Origin.ISB)
    return sync(wanted, kept, key=lambda one: (one.contract_id, one.sequence), fields=ADDENDUM_FIELDS)


def _addendum(row: Row, before: Row, contract: Contract) -> Addendum:
    """The feed gives no date of an amendment of its own: it is the one of the amended contract."""
    return Addendum(
        contract=contract,
        sequence=int(row.text("versi_addendum")),
        number=cut(row.text("no_kontrak"), 120) or "-",
        date=day(row["tgl_kontrak"]) or contract.date,
        reason_code=ISB_REASON,
        reason=cut(row.text("alasan_addendum"), 1000),
        before_amount=before["nilai_kontrak"] or Decimal(0),
        after_amount=row["nilai_kontrak"] or Decimal(0),
        after_ends_date=contract.ends_date,
        signed_at=row["tgl_kontrak"] or contract.signed_at or contract.created_at,
    )
