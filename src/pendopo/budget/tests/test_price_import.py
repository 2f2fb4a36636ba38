"""A price book taken over: the real pair of the handbook, slips put in, items that keep their number for good."""

import csv
import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError

from pendopo.accounts.tests import factories as people
from pendopo.budget import imports_prices, price_report, queries, services
from pendopo.budget.models import PriceEdition, PriceItem, PriceRevision
from pendopo.budget.price_rows import COLUMNS, PriceRow, read_prices
from pendopo.budget.price_words import words_of
from pendopo.files.formats import FORMATS, Source
from pendopo.files.tabular import TableRefused, read_table
from pendopo.kernel.access import SYSTEM


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Rina Astuti", roles=["ppkd"])


@pytest.fixture
def bupati(db):
    return people.person("bupati@contoh.id", "Dyah Kusuma", roles=["bupati"])


def book(shared, name):
    table = read_table(shared / "data" / "budget" / f"ssh_polines_{name}.csv", COLUMNS)
    return read_prices(table, kind="SSH", ceiling="ESTIMATE")


@pytest.fixture(scope="module")
def real(request):
    shared = request.getfixturevalue("shared")
    return book(shared, "rev1"), book(shared, "rev2")


def found(old, new):
    return price_report.report(old, new, queries.measures().factor)


def kinds(findings):
    return {kind: sum(one.kind == kind for one in findings) for kind in price_report.KINDS}


def test_the_real_pair_shows_the_counts_of_the_handbook(real, db):
    old, new = real
    both = list(price_report.pairs(old, new))
    assert (len(old), len(new), len(both), len({row.place for _old, row in both})) == (390, 463, 195, 190)
    findings = found(old, new)
    assert kinds(findings) == {"SLIP": 0, "UNIT": 18, "RATIO": 4, "MEASURE": 20, "TWICE": 10, "ZERO": 39}
    assert price_report.median_ratio(old, new) == 1.05
    ratios = [one.ratio for one in findings if one.kind == "RATIO"]
    assert round(max(ratios), 3) == 4.009
    first = found([], old)
    assert kinds(first) == {"SLIP": 0, "UNIT": 0, "RATIO": 0, "MEASURE": 19, "TWICE": 18, "ZERO": 12}


def test_the_units_of_the_real_pair_are_told_apart(real, db):
    units = [one for one in found(*real) if one.kind == "UNIT"]
    assert sum(one.ratio > 0 for one in units) == 16
    assert [one.row.name for one in units if one.spelling and one.ratio] == ["Kertas Gambar"]
    assert [round(one.ratio, 3) for one in units if one.guess == 12] == [0.088, 0.088, 0.088, 0.088]
    dozens = [one for one in units if one.factor == 12]
    assert [(one.before.price_amount, one.row.price_amount) for one in dozens] == [
        (15_300, 1_340),
        (30_750, 2_700),
        (110_700, 9_690),
    ]
    assert all(one.explained for one in dozens)
    assert round(dozens[0].ratio * 12, 3) == 1.051


def test_one_group_of_the_same_name_is_written_in_large_and_small_letters(real):
    """The handbook counts 18 such groups in the first book: 17 as written, and one more without regard to letters."""
    exact, folded = {}, {}
    for row in real[0]:
        exact.setdefault(row.key, []).append(row)
        folded.setdefault(tuple(part.casefold() for part in row.key), []).append(row)
    assert sum(len(rows) > 1 for rows in exact.values()) == 17
    assert sum(len(rows) > 1 for rows in folded.values()) == 18
    more = [rows for rows in folded.values() if len(rows) > 1 and len({row.key for row in rows}) > 1]
    assert [[(row.name, row.specification) for row in rows] for rows in more] == [
        [("Pembuat Artikel", "-"), ("Pembuat artikel", "-")]
    ]


def test_twenty_slips_put_in_are_all_found(real, db):
    old, new = real
    known = {row.place: before for before, row in price_report.pairs(old, new) if before.measure == row.measure}
    steady = [
        row
        for row in new
        if row.place in known
        and row.price_amount
        and 0.7 < row.price_amount / (known[row.place].price_amount or 1) < 1.5
    ]
    chosen = random.Random(20).sample(steady, 20)
    powers = {row.place: number % 3 + 1 for number, row in enumerate(chosen)}
    slipped = [replace(row, price_amount=row.price_amount * 10 ** powers.get(row.place, 0)) for row in new]
    slips = {one.row.place: one.power for one in found(old, slipped) if one.kind == "SLIP"}
    assert slips == powers


@pytest.mark.parametrize("power", [1, 2, 3])
def test_every_single_slip_of_the_real_pair_is_reported(real, db, power):
    old, new = real
    factor = queries.measures().factor
    for before, row in price_report.pairs(old, new):
        if before.price_amount and row.price_amount and before.measure == row.measure:
            wrong = replace(row, price_amount=row.price_amount * 10**power)
            assert {one.kind for one in price_report.report([before], [wrong], factor)} & {"SLIP", "RATIO"}, row


def test_a_slip_is_found_through_another_unit_too(db):
    old = [PriceRow(2, "Ballpoint", "", "lusin", 15_300)]
    right, wrong = (PriceRow(2, "Ballpoint", "", "buah", price) for price in (1_340, 13_400))
    (unit,) = found(old, [right])
    assert (unit.kind, unit.factor, unit.explained) == ("UNIT", Decimal(12), True)
    assert words_of(unit) == "Per buah, sebelumnya per lusin isi 12: harga sebenarnya × 1,05."
    (slip,) = found(old, [wrong])
    assert (slip.kind, slip.power) == ("SLIP", 1)


def store(rows, title, actor, now):
    return services.import_prices(rows=rows, title=title, source="Survei pasar", actor=actor, now=now)


def test_items_keep_their_number_when_the_next_book_comes(real, officer, now):
    first, counts = store(real[0], "SSH 2019", officer, now)
    assert counts == {"rows": 390, "new": 390}
    codes = dict(PriceItem.objects.values_list("pk", "code"))
    second, counts = store(real[1], "SSH 2019 revisi", officer, now)
    assert second.base == first
    assert counts == {"rows": 463, "new": 273, "changed": 160, "unchanged": 30, "removed": 200}
    assert codes.items() <= dict(PriceItem.objects.values_list("pk", "code")).items()
    ballpoint = PriceItem.objects.get(name="Ballpoint Hitam AE7 Standard/Techno A7")
    assert list(ballpoint.revisions.order_by("pk").values_list("price_amount", "measure", "unit__code")) == [
        (15_300, "dozen", "lusin"),
        (1_340, "buah", "buah"),
    ]
    again, counts = store(real[1], "SSH 2019 revisi", officer, now)
    assert counts == {"rows": 463, "new": 0, "changed": 0, "unchanged": 463, "removed": 0}
    assert again.base == second


def test_same_names_are_matched_by_unit_before_order(officer, now):
    ticket = PriceRow(2, "Tiket Kereta", "", "0", 1_000)
    store([ticket, replace(ticket, place=3, measure="org/kali", price_amount=2_000)], "1", officer, now)
    store([replace(ticket, measure="org/kali", price_amount=2_500)], "2", officer, now)
    rows = PriceRevision.objects.order_by("pk").values_list("item__occurrence", "price_amount")
    assert list(rows) == [(1, 1_000), (2, 2_000), (2, 2_500)]


def test_a_lasting_code_wins_over_the_name(officer, now):
    store([PriceRow(2, "Kertas HVS", "", "rim", 50_000, code="1.1.12")], "1", officer, now)
    store([PriceRow(2, "Kertas HVS putih", "", "rim", 52_000, code="1.1.12")], "2", officer, now)
    assert PriceItem.objects.get().code == "1.1.12"
    assert list(PriceRevision.objects.order_by("pk").values_list("price_amount", flat=True)) == [50_000, 52_000]


@pytest.fixture
def send(tmp_path):
    def sent(text):
        path = tmp_path / "harga.csv"
        path.write_text(text, encoding="utf-8")
        return Source(path, "harga.csv", {"title": "SSH 2027", "source": "Survei", "kind": "SSH", "ceiling": "HARD"})

    return sent


HEAD = "nama_barang,spesifikasi,satuan,harga_satuan,jenis,batas,rekening,kode\n"


def test_every_cell_that_cannot_be_taken_is_named(send, officer):
    bad = send(
        HEAD + "Kertas,,rim,lima puluh ribu,,,,\nTinta,,botol,-5,SSX,keras,5.1.x,a b\n"
        "Pena,,buah,1.500,,,,K1\nPena,,buah,1,,,,K1\n"
    )
    with pytest.raises(TableRefused) as refusal:
        imports_prices.check(bad, actor=officer)
    places = [(one.row, one.column, one.value) for one in refusal.value.problems]
    assert places == [
        (2, "harga_satuan", "lima puluh ribu"),
        (3, "harga_satuan", "-5"),
        (3, "jenis", "SSX"),
        (3, "batas", "keras"),
        (3, "rekening", "5.1.x"),
        (3, "kode", "a b"),
        (5, "kode", "K1"),
    ]
    assert not PriceEdition.objects.exists()


def test_the_format_reads_what_its_sample_says_and_stores_a_surveyed_edition(send, officer, now):
    sample = FORMATS[services.PRICES].columns
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in sample])
    writer.writerows(zip(*[column.values for column in sample], strict=True))
    source = send(text.getvalue())
    assert imports_prices.check(source, actor=officer).counts == {"rows": 2, "new": 2, "defects": 0}
    assert not PriceItem.objects.exists()
    done = imports_prices.apply(source, actor=officer, now=now, progress=lambda done, total: None)
    assert done.counts == {"rows": 2, "new": 2, "defects": 0}
    edition = PriceEdition.objects.get()
    assert (edition.title, edition.status, edition.source) == ("SSH 2027", "SURVEYED", "Survei")
    rows = edition.revisions.order_by("pk").values_list(
        "item__code", "item__kind", "price_amount", "ceiling", "item__account_prefixes", "unit__code"
    )
    assert list(rows) == [
        ("SSH-000001", "SSH", 54_000, "ESTIMATE", ["5.1.02.01"], "rim"),
        ("SBU-000002", "SBU", 900_000, "HARD", ["5.1.02.02.01"], "OJ"),
    ]


def test_the_command_prints_the_report_and_refuses_whole_files(shared, db, tmp_path):
    out = StringIO()
    folder = shared / "data" / "budget"
    call_command("import_prices", folder / "ssh_polines_rev1.csv", title="SSH 2019", stdout=StringIO())
    call_command("import_prices", folder / "ssh_polines_rev2.csv", title="Revisi", stdout=out)
    lines = out.getvalue().split("\n")
    assert [line.split()[0] for line in lines[-7:-1]] == ["0", "18", "4", "20", "10", "39"]
    bad = tmp_path / "salah.csv"
    bad.write_text("nama_barang,harga_satuan\nKertas,murah\n")
    with pytest.raises(CommandError):
        call_command("import_prices", bad, errors=tmp_path / "galat.csv", stdout=StringIO())
    assert PriceEdition.objects.count() == 2


def test_only_the_price_officer_takes_a_book_over(staff, now):
    with pytest.raises(PermissionDenied):
        store([PriceRow(2, "Kertas", "", "rim", 1)], "1", staff, now)
    assert not PriceItem.objects.exists()


def test_an_edition_comes_into_force_by_two_people_and_replaces_the_one_before(officer, bupati, now):
    day = dt.date(2027, 1, 1)
    paper = {"legal_instrument": "Perkada 41/2026", "legal_date": dt.date(2026, 12, 1), "valid_from_date": day}
    for title in ("lama", "baru"):
        edition, _counts = store([PriceRow(2, "Kertas", "", "rim", 1)], title, officer, now)
        services.propose_prices(edition_id=edition.pk, actor=officer, now=now)
        with pytest.raises(PermissionDenied):
            services.approve_prices(edition_id=edition.pk, actor=officer, now=now, **paper)
        services.approve_prices(edition_id=edition.pk, actor=bupati, now=now, **paper)
        with pytest.raises(services.TooEarly):
            services.enact_prices(edition_id=edition.pk, actor=officer, now=now, today=dt.date(2026, 12, 31))
        services.enact_prices(edition_id=edition.pk, actor=officer, now=now, today=day)
    assert list(PriceEdition.objects.order_by("pk").values_list("title", "status")) == [
        ("lama", "SUPERSEDED"),
        ("baru", "EFFECTIVE"),
    ]
    assert queries.effective_edition(day).title == "baru"


def test_who_proposed_a_book_never_approves_it(db, now):
    both = people.person("dua@contoh.id", "Dua Tugas", roles=["ppkd", "bupati"])
    edition, _counts = store([PriceRow(2, "Kertas", "", "rim", 1)], "1", SYSTEM, now)
    services.propose_prices(edition_id=edition.pk, actor=both, now=now)
    paper = {"legal_instrument": "P", "legal_date": dt.date(2027, 1, 1), "valid_from_date": dt.date(2027, 1, 1)}
    with pytest.raises(services.DutiesMixed):
        services.approve_prices(edition_id=edition.pk, actor=both, now=now, **paper)
    edition.refresh_from_db()
    assert (edition.status, edition.legal_instrument) == ("PROPOSED", "")
