"""Selection runs out of the feeds, with their steps, participants and offers."""

import datetime as dt
from collections.abc import Iterator

from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.feeds import Feed
from pendopo.procurement.isb.packages import ANNOUNCED, CANCELLED, method_of, package_code, title_of
from pendopo.procurement.isb.places import satker_of
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.sync import Synced, sync
from pendopo.procurement.isb.values import cut
from pendopo.procurement.isb.words import (
    KIND_OF,
    STEP_OF,
    TEMPLATE_OF,
    UNNAMED_STEPS,
    evaluation_of,
    scheme_of,
)
from pendopo.procurement.kinds import Origin
from pendopo.procurement.models import Package, Participant, Tender, TenderPackage, TenderStep
from pendopo.procurement.states import OFFER, TENDER

PREFIX: dict[Feed, str] = {
    feeds.TENDERS: "TND",
    feeds.DIRECT: "NTD",
    feeds.RECORDED: "PCT",
    feeds.SELF_MANAGED: "SWK",
}
"""Numbers of SPSE are unique within their kind only."""
FIELDS = (
    *("unit_id", "title", "kind", "method", "template", "scheme", "evaluation", "payment_kind", "place_note"),
    *("ceiling_amount", "hps_amount", "status", "version", "stated_method", "stated_status", "announced_at"),
    *("deadline_at", "decided_at", "end_reason"),
)
STEP_FIELDS = ("code", "name", "starts_at", "ends_at")
OFFER_FIELDS = ("supplier_id", "status", "price_amount", "corrected_amount", "negotiated_amount", "is_winner")
BID_STEP = "upload_bid"
NO_NUMBER = "-"


def run_code(feed: Feed, record: str) -> str:
    """The public number of a run."""
    return f"{PREFIX[feed]}-{record}"[:40]


def store_runs(files: IsbFiles, units: dict[str, int], now: dt.datetime) -> Synced[Tender]:
    """Runs by their code, each linked to the run that it repeats."""
    wanted = {one.code: one for feed in ANNOUNCED for one in _runs(files, feed, units, now)}
    kept = Tender.objects.filter(origin=Origin.ISB, code__in=list(wanted))
    runs = sync(wanted.values(), kept, key=lambda one: one.code, fields=FIELDS)
    before = {(package, version): run for package, version, run in _versions(files, runs.rows)}
    repeated = [
        Tender(pk=run.pk, code=run.code, previous=before[package, version - 1])
        for (package, version), run in before.items()
        if (package, version - 1) in before
    ]
    linked = sync(repeated, runs.rows.values(), key=lambda one: one.code, fields=("previous_id",))
    runs.changed += 0 if runs.new else linked.changed
    return runs


def _versions(files: IsbFiles, runs: dict[str, Tender]) -> Iterator[tuple[str, int, Tender]]:
    for feed in (feeds.TENDERS, feeds.DIRECT):
        for row in files.distinct(feed):
            run = runs[run_code(feed, row.record)]
            yield package_code(row), run.version, run


def _runs(files: IsbFiles, feed: Feed, units: dict[str, int], now: dt.datetime) -> Iterator[Tender]:
    done = {row.record: row for row in files[feeds.TENDERS_DONE if feed == feeds.TENDERS else feeds.DIRECT_DONE]}
    bids = {row.record: row["tgl_akhir"] for row in files[feeds.STEPS] if STEP_OF.get(row.text("kd_akt")) == BID_STEP}
    appointed, signed = _how_far(files, feed)
    for row in files.distinct(feed):
        run = _run(row, units, now, files.year)
        if feed == feeds.TENDERS:
            run.deadline_at = bids.get(row.record)
        if feed in {feeds.TENDERS, feeds.DIRECT} and row.record in done:
            run.decided_at = done[row.record]["tgl_penetapan_pemenang"] or done[row.record]["tgl_selesai_nontender"]
        _adopt(run, row, appointed=row.record in appointed, signed=row.record in signed)
        yield run


def _how_far(files: IsbFiles, feed: Feed) -> tuple[set[str], set[str]]:
    """Records with an appointment, and with a contract."""
    pairs = {
        feeds.TENDERS: (feeds.TENDER_SPPBJ, feeds.TENDER_CONTRACTS),
        feeds.DIRECT: (feeds.DIRECT_SPPBJ, feeds.DIRECT_CONTRACTS),
    }
    if feed not in pairs:
        return set(), set()
    appointed, signed = pairs[feed]
    return {row.record for row in files[appointed]}, {row.record for row in files[signed]}


def _run(row: Row, units: dict[str, int], now: dt.datetime, year: int) -> Tender:
    way = row.text("mtd_kualifikasi")
    return Tender(
        code=run_code(row.feed, row.record),
        unit_id=units[satker_of(row)],
        year=year,
        title=cut(title_of(row), 300),
        kind=KIND_OF.get(row.text("jenis_pengadaan") or row.text("kategori_pengadaan"), ""),
        method=method_of(row),
        template=TEMPLATE_OF.get(way, ""),
        scheme=scheme_of(way),
        evaluation=evaluation_of(row.text("mtd_evaluasi")),
        payment_kind=cut(row.text("kontrak_pembayaran"), 60),
        place_note=cut(row.text("lokasi_pekerjaan"), 300),
        ceiling_amount=row["pagu"],
        hps_amount=row["hps"],
        version=int(row.text("versi_tender") or row.text("versi_nontender") or 1),
        origin=Origin.ISB,
        external_code=run_code(row.feed, row.record),
        stated_method=cut(" · ".join(filter(None, [row.text("mtd_pemilihan"), way])), 100),
        stated_status=_stated(row)[:60],
        created_at=row["tgl_buat_paket"] or now,
        announced_at=row["tgl_pengumuman_tender"] or row["tgl_pengumuman_nontender"] or row["tgl_mulai_paket"],
        end_reason=cut(row.text("ket_ditutup") or row.text("alasan_pembatalan"), 500),
    )


def _stated(row: Row) -> str:
    columns = ("status_tender", "status_nontender", "status_nontender_pct_ket", "status_swakelola_pct_ket")
    return next((row.text(column) for column in columns if row.text(column)), "")


def _adopt(run: Tender, row: Row, *, appointed: bool, signed: bool) -> None:
    """Bring the run to where the other system has it; one without a status stays unannounced."""
    stated = run.stated_status
    if stated in {"Gagal/Batal", CANCELLED}:
        TENDER.move(run, "adopt_open")
        TENDER.move(run, "fail" if stated == "Gagal/Batal" else "cancel")
    elif signed or row.feed in {feeds.RECORDED, feeds.SELF_MANAGED}:
        TENDER.move(run, "adopt_contracted")
    elif appointed or stated == "Selesai":
        TENDER.move(run, "adopt_decided")
        for action in ("announce_winner", "appoint") if appointed else ():
            TENDER.move(run, action)
    elif stated not in {"", "-"}:
        TENDER.move(run, "adopt_open")


def link_packages(files: IsbFiles, runs: dict[str, Tender], packages: dict[str, Package]) -> None:
    """Which package a run is for."""
    wanted = [
        TenderPackage(tender=runs[run_code(feed, row.record)], package=packages[package_code(row)])
        for feed in ANNOUNCED
        for row in files.distinct(feed)
    ]
    kept = TenderPackage.objects.filter(tender__origin=Origin.ISB)
    sync(wanted, kept, key=lambda one: (one.tender_id, one.package_id), fields=())


def store_steps(files: IsbFiles, runs: dict[str, Tender]) -> Synced[TenderStep]:
    """The schedules of tenders, in the order of SPSE's numbers."""
    counted: dict[str, int] = {}
    wanted = []
    dated = [row for row in files.distinct(feeds.STEPS) if row["tgl_awal"] and row["tgl_akhir"]]
    for row in sorted(dated, key=lambda row: (row.record, int(row.text("kd_akt") or 0))):
        counted[row.record] = counted.get(row.record, 0) + 1
        number = row.text("kd_akt")
        wanted.append(
            TenderStep(
                tender=runs[run_code(feeds.TENDERS, row.record)],
                sequence=counted[row.record],
                code=STEP_OF.get(number, f"akt_{number}"),
                name=cut(row.text("nama_tahapan") or UNNAMED_STEPS.get(number, ""), 200),
                starts_at=row["tgl_awal"],
                ends_at=max(row["tgl_awal"], row["tgl_akhir"]),
            )
        )
    kept = TenderStep.objects.filter(tender__origin=Origin.ISB)
    return sync(wanted, kept, key=lambda one: (one.tender_id, one.sequence), fields=STEP_FIELDS)


def store_participants(files: IsbFiles, runs: dict[str, Tender], suppliers: dict[str, int]) -> Synced[Participant]:
    """Who took part and what they offered: all of a tender, and of other runs the one that was chosen."""
    agreed = {row.record: row for row in files[feeds.TENDER_VALUES]}
    rows = files.distinct(feeds.PARTICIPANTS)
    winners = {row.record: row.key for row in reversed(rows) if row.text("pemenang") == "1"}
    wanted = [_participant(row, runs, suppliers, agreed, won=winners.get(row.record) == row.key) for row in rows]
    wanted += [_chosen(row, runs, suppliers) for row in files.distinct(feeds.DIRECT_DONE)]
    kept = list(Participant.objects.filter(tender__origin=Origin.ISB))
    _let_go(kept, {(one.tender_id, one.external_code) for one in wanted if one.is_winner})
    return sync(wanted, kept, key=lambda one: (one.tender_id, one.external_code), fields=OFFER_FIELDS)


def _let_go(kept: list[Participant], winners: set[tuple[int, str]]) -> None:
    """Winners of before that are none any more lose first: a run never has two, not even for a moment."""
    lost = [one.pk for one in kept if one.is_winner and (one.tender_id, one.external_code) not in winners]
    if lost:
        Participant.objects.filter(pk__in=lost).update(is_winner=False)


def _participant(
    row: Row, runs: dict[str, Tender], suppliers: dict[str, int], agreed: dict[str, Row], *, won: bool
) -> Participant:
    one = Participant(
        tender=runs[run_code(feeds.TENDERS, row.record)],
        supplier_id=suppliers.get(row.text("penyedia_key")),
        external_code=row.text("kd_peserta")[:40] or NO_NUMBER,
        price_amount=row["nilai_penawaran"],
        corrected_amount=row["nilai_terkoreksi"],
        negotiated_amount=agreed[row.record]["nilai_negosiasi"] if won and row.record in agreed else None,
        is_winner=won,
    )
    return _offered(one)


def _chosen(row: Row, runs: dict[str, Tender], suppliers: dict[str, int]) -> Participant:
    one = Participant(
        tender=runs[run_code(feeds.DIRECT, row.record)],
        supplier_id=suppliers.get(row.text("penyedia_key")),
        external_code=row.text("kd_penyedia")[:40] or NO_NUMBER,
        price_amount=row["nilai_penawaran"],
        corrected_amount=row["nilai_terkoreksi"],
        negotiated_amount=row["nilai_negosiasi"],
        is_winner=row.text("status_nontender") == "Selesai",
    )
    return _offered(one)


def _offered(one: Participant) -> Participant:
    """Who named a price has handed in; of the winner we know that the offer was valid."""
    if one.price_amount is not None or one.is_winner:
        OFFER.move(one, "submit")
    if one.is_winner:
        OFFER.move(one, "validate")
    return one
