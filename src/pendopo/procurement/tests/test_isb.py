"""ISB feeds: values, codes, refusals with their place, a small delivery and its changes, the pages and the format."""

import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.files.formats import FORMATS, Source
from pendopo.files.models import ImportRun
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Organisation, Unit
from pendopo.procurement import imports_isb, services
from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.feeds import is_kept
from pendopo.procurement.isb.maks import equal_parts, maks_of
from pendopo.procurement.isb.reading import read_isb, supplier_key
from pendopo.procurement.isb.values import Unread, amount_of, moment_of
from pendopo.procurement.isb.words import form_of
from pendopo.procurement.models import Addendum, Contract, IsbFact, IsbProblem, Package, Participant, Tender

NOON = dt.datetime(2025, 10, 3, 5, 0, tzinfo=dt.UTC)
SATKER = "1.03.0.00.0.00.01.0000"
BASE = {"tahun_anggaran": 2025, "kd_klpd": "D999", "kd_satker_str": SATKER}
UNIT = BASE | {"kd_satker": 10, "nama_satker": "DINAS CONTOH", "alamat": "Jalan Contoh 1"}
RUN = BASE | {
    "kd_nontender": 1,
    "kd_pkt_dce": 5,
    "kd_rup": "7;8",
    "nama_paket": "Jalan Contoh",
    "pagu": 150_000_000,
    "hps": 149_000_000.5,
    "mak": "1.03.10.2.01.0003.5.1.02.03.04.0001.",
    "jenis_pengadaan": "Pekerjaan Konstruksi",
    "mtd_pemilihan": "Pengadaan Langsung",
    "status_nontender": "Selesai",
    "versi_nontender": 1,
    "tgl_buat_paket": "2025-03-01 08:00:00",
    "tgl_pengumuman_nontender": "2025-03-02 09:00:00.000000Z",
    "nama_ppk": "Orang Contoh",
}
CONTRACT = BASE | {
    "kd_nontender": 1,
    "no_sppbj": "S/1",
    "no_kontrak": "K/1",
    "tgl_kontrak": "2025-04-01T00:00:00.000000Z",
    "nilai_kontrak": 148_000_000,
    "nama_penyedia": "CV Contoh Jaya",
    "npwp_penyedia": "01.234.567.8-901.000",
    "status_kontrak": "Kontrak Sedang Berjalan",
    "versi_addendum": 0,
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, feeds.UNITS, [UNIT])
    write(tmp_path, feeds.DIRECT, [RUN])
    write(tmp_path, feeds.DIRECT_CONTRACTS, [CONTRACT])
    return tmp_path


def write(folder, feed, rows):
    (folder / f"{feed.name}.json").write_text(json.dumps({"_const": {}, "rows": rows}))


def imported(folder, day=0):
    return services.import_isb(files=read_isb(folder), actor=SYSTEM, now=NOON + dt.timedelta(days=day))


def refused(folder):
    with pytest.raises(TableRefused) as refusal:
        read_isb(folder)
    return [(one.source, one.row, one.column) for one in refusal.value.problems]


@pytest.mark.parametrize(
    "text", ["2025-07-03", "2025-07-03 00:00:00", "2025-07-03T00:00:00.000000Z", "Jul 3, 2025, 12:00:00AM"]
)
def test_every_form_of_a_date_is_the_same_local_day(text):
    assert str(moment_of(text)) == "2025-07-03 00:00:00+07:00"


@pytest.mark.parametrize("text", ["", "3/7/2025", "2025-13-01", "besok", "2025-02-30"])
def test_another_form_of_a_date_is_not_guessed(text):
    with pytest.raises(Unread):
        moment_of(text)


@pytest.mark.parametrize("value", ["1.000,5", "x", True, "1e40", "NaN", "-", -1])
def test_another_form_of_an_amount_is_not_guessed(value):
    with pytest.raises(Unread):
        amount_of(value)
    assert amount_of(12.5) == Decimal("12.50")


def test_budget_codes_are_split_and_malformed_accounts_are_left_empty():
    maks = maks_of("1.01.01.2.06.0004.5.1.02.02.04.0025.8.1.,1.02.02.2.01.0014.;1.06.04.2.02.0007.1.0.60.10.20.0011")
    assert [(mak.sub_activity, mak.account) for mak in maks] == [
        ("1.01.01.2.06.0004", "5.1.02.02.04.0025"),
        ("1.02.02.2.01.0014", ""),
        ("1.06.04.2.02.0007", ""),
    ]
    assert (maks_of("-")[0].sub_activity, maks_of(None)) == ("-", [])
    assert equal_parts(100, 3) == [34, 33, 33]


@pytest.mark.parametrize(
    ("name", "stated", "form"),
    [
        ("CV. Benaya", "", "CV"),
        ("ADHY TAMA. CV", "", "CV"),
        ("PT Abadi", "", "PT"),
        ("Penyedia K1", "Orang Perseorangan", "PERSON"),
        ("PUTRA UTAMA", "", "OTHER"),
    ],
)
def test_legal_forms(name, stated, form):
    assert form_of(name, stated) == form


def test_personal_columns_are_never_kept(shared):
    with (shared / "data" / "procurement" / "isb-columns.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["feed"]]
    assert [row["column"] for row in rows if row["personal"] == "yes" and is_kept(row["column"])] == []
    dropped = {row["column"] for row in rows if row["personal"] == "no" and not is_kept(row["column"])}
    assert dropped <= {"_event_date", "_inserted_date", "uraian_pekerjaan"}


def test_a_delivery_becomes_a_package_a_run_and_a_contract(db, folder):
    imported(folder)
    package, run, contract = Package.objects.get(), Tender.objects.get(), Contract.objects.get()
    assert (package.code, package.external_codes, package.ceiling_amount) == ("SPSE-5", ["7", "8"], 150_000_000)
    assert (package.status, package.unit.code, package.kind) == ("ANNOUNCED", "10", "WORKS")
    assert (run.status, run.hps_amount, run.method) == ("CONTRACTED", Decimal("149000000.50"), "DIRECT")
    assert (contract.status, contract.number, contract.supplier.organisation.form) == ("SIGNED", "K/1", "CV")
    assert Organisation.objects.get().source_key == supplier_key("012345678901000")
    kept = json.dumps(list(IsbFact.objects.values_list("data", flat=True)))
    assert "Orang Contoh" not in kept
    assert "234.567" not in kept
    assert Entry.objects.filter(event="procurement.isb.imported").count() == 1


def test_a_later_delivery_changes_what_differs_and_keeps_what_was(db, folder):
    imported(folder)
    more = CONTRACT | {"versi_addendum": 1, "nilai_kontrak": 149_000_000, "alasan_addendum": "tambah lebar"}
    write(folder, feeds.DIRECT_CONTRACTS, [CONTRACT | {"status_kontrak": "Kontrak Selesai"}, more])
    result = imported(folder, day=1)
    contract = Contract.objects.get()
    assert (contract.amount, contract.value_amount) == (148_000_000, 149_000_000)
    assert [one.reason for one in Addendum.objects.all()] == ["tambah lebar"]
    assert sorted(IsbFact.objects.filter(feed=feeds.DIRECT_CONTRACTS.name).values_list("current", flat=True)) == [
        False,
        True,
        True,
    ]
    assert (result.new, imported(folder, day=2).changed) == (4, 0)


def test_a_contract_that_ended_here_stays_ended(db, folder):
    imported(folder)
    Contract.objects.update(status="TERMINATED", ended_at=NOON)
    imported(folder, day=1)
    assert Contract.objects.get().status == "TERMINATED"


def test_without_a_budget_the_code_is_listed_and_no_line_is_invented(db, folder):
    imported(folder)
    assert list(IsbProblem.objects.filter(code="MAK_NO_CEILING").values_list("key", "column")) == [("1", "mak")]
    assert not Package.objects.get().shares.exists()


@pytest.mark.parametrize(
    ("feed", "rows", "place"),
    [
        (feeds.DIRECT, [RUN | {"pagu": "banyak"}], ("spse_nontender_pengumuman.json", 1, "pagu")),
        (feeds.DIRECT, [RUN | {"tgl_buat_paket": "kemarin"}], ("spse_nontender_pengumuman.json", 1, "tgl_buat_paket")),
        (feeds.DIRECT, [RUN | {"hps": -1}], ("spse_nontender_pengumuman.json", 1, "hps")),
        (feeds.DIRECT, [RUN | {"versi_nontender": "x"}], ("spse_nontender_pengumuman.json", 1, "versi_nontender")),
        (feeds.DIRECT, [RUN | {"kd_satker_str": ""}], ("spse_nontender_pengumuman.json", 1, "kd_satker_str")),
        (feeds.DIRECT, [RUN | {"nama_paket": "a\x00"}], ("spse_nontender_pengumuman.json", None, "")),
        (feeds.DIRECT, [RUN, RUN | {"hps": 1}], ("spse_nontender_pengumuman.json", 2, "kd_nontender")),
        (
            feeds.DIRECT_CONTRACTS,
            [CONTRACT | {"kd_nontender": 9}],
            ("spse_nontender_ekontrak_2_kontrak.json", 1, "kd_nontender"),
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(folder, feed, rows, place):
    write(folder, feed, rows)
    assert place in refused(folder)


def test_a_broken_file_and_a_missing_list_of_units_are_refused(folder):
    (folder / "spse_nontender_pengumuman.json").write_text("{")
    (folder / "rup_satker_master.json").unlink()
    assert {source for source, _row, _column in refused(folder)} >= {
        "spse_nontender_pengumuman.json",
        "rup_satker_master.json",
    }


def test_the_command_prints_and_keeps_the_run(db, folder, capsys):
    out = io.StringIO()
    call_command("import_isb", folder, stdout=out)
    assert "1  contracts" in out.getvalue()
    assert (ImportRun.objects.get().status, ImportRun.objects.get().format) == ("FINISHED", services.ISB)
    write(folder, feeds.DIRECT, [RUN | {"pagu": "banyak"}])
    with pytest.raises(CommandError, match="pagu"):
        call_command("import_isb", folder, errors=folder / "galat.csv", stdout=out)


def test_the_sample_passes_and_a_second_import_changes_nothing(db, tmp_path, administrator):
    kind = FORMATS[services.ISB]
    path = tmp_path / "contoh.zip"
    path.write_bytes(kind.sample[1]())
    source = Source(path, path.name, {})
    found = kind.check(source, actor=administrator)
    assert (found.counts["rows"], Tender.objects.count()) == (2, 0)
    first = kind.apply(source, actor=administrator, now=NOON, progress=lambda done, total: None)
    again = kind.apply(source, actor=administrator, now=NOON, progress=lambda done, total: None)
    assert (first.counts["packages"], again.counts["new"], again.counts["changed"]) == (1, 0, 0)


def test_only_who_may_imports_and_unknown_units_are_named(db, folder, staff):
    with pytest.raises(PermissionDenied):
        services.import_isb(files=read_isb(folder), actor=staff, now=NOON)
    ppkd = people.person("ppkd@contoh.id", "Rina PPKD", roles=["ppkd"])
    with pytest.raises(TableRefused) as refusal:
        services.import_isb(files=read_isb(folder), actor=ppkd, now=NOON)
    assert [(one.column, one.value) for one in refusal.value.problems] == [("kd_satker_str", SATKER)]
    assert not Unit.objects.filter(code="10").exists()


def test_a_zip_without_feeds_or_another_file_is_refused(tmp_path):
    other = tmp_path / "lain.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("catatan.txt", "x")
    assert refused(other)[0][0] == "rup_satker_master.json"
    text = tmp_path / "teks.zip"
    text.write_text("bukan zip")
    with pytest.raises(TableRefused):
        imports_isb.check(Source(text, text.name, {}), actor=SYSTEM)


def test_the_page_shows_kinds_and_rows_and_their_file(client, db, folder, auditor, django_assert_max_num_queries):
    imported(folder)
    client.force_login(auditor)
    with django_assert_max_num_queries(30):
        page = client.get(reverse("procurement:isb"), {"jenis": "RUP_SEVERAL"})
    assert "Beberapa nomor RUP" in page.content.decode()
    assert "7;8" in page.content.decode()
    saved = client.get(reverse("procurement:isb_file", kwargs={"year": 2025}), {"jenis": "RUP_SEVERAL"})
    rows = list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert [row[5] for row in rows[1:]] == ["7;8"]
    assert client.get(reverse("procurement:isb_year", kwargs={"year": 2024})).status_code == 404


def test_offers_follow_the_feed_of_finished_runs(db, folder):
    done = BASE | {
        "kd_nontender": 1,
        "kd_penyedia": 77,
        "nama_penyedia": "CV Contoh Jaya",
        "status_nontender": "Selesai",
    }
    write(folder, feeds.DIRECT_DONE, [done | {"npwp_penyedia": "012345678901000", "nilai_penawaran": 148_500_000}])
    imported(folder)
    offer = Participant.objects.get()
    assert (offer.status, offer.price_amount, offer.is_winner) == ("VALID", 148_500_000, True)
    assert offer.supplier == Contract.objects.get().supplier


def test_another_winner_takes_the_place_of_the_first(db, folder):
    """At no moment does a run have two winners, which the database would refuse."""
    tender = RUN | {"kd_tender": 3, "status_tender": "Selesai", "mtd_pemilihan": "Tender"}
    write(folder, feeds.TENDERS, [tender])
    bids = [BASE | {"kd_tender": 3, "kd_peserta": number, "penyedia_key": f"K{number}"} for number in (11, 12)]
    for day, won in enumerate((11, 12)):
        write(folder, feeds.PARTICIPANTS, [bid | {"pemenang": int(bid["kd_peserta"] == won)} for bid in bids])
        imported(folder, day)
        assert Participant.objects.get(is_winner=True).external_code == str(won)
    assert Participant.objects.count() == 2


def test_a_contract_without_its_supplier_is_kept_as_a_row_and_listed(db, folder):
    bare = {column: value for column, value in CONTRACT.items() if column != "npwp_penyedia"}
    write(folder, feeds.DIRECT_CONTRACTS, [bare, CONTRACT | {"no_kontrak": "K/2", "tgl_kontrak": None}])
    imported(folder)
    rows = IsbProblem.objects.filter(code="NOT_STORED").values_list("key", "column")
    assert (list(rows), Contract.objects.count()) == ([("1 K/1", "penyedia_key"), ("1 K/2", "tgl_kontrak")], 0)
    assert IsbFact.objects.filter(feed=feeds.DIRECT_CONTRACTS.name).count() == 2
