"""Units of measure as the real price books write them: what is the same, what converts, what is another unit (A9)."""

import csv
from decimal import Decimal

import pytest

from pendopo.budget import services
from pendopo.budget.measuring import conversion, spelling_of
from pendopo.budget.models import BudgetFinding, PriceEdition, PriceItem, PriceRevision
from pendopo.budget.queries.check_measures import units_of_measure
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

SAME = (
    # standard, row: all but the last ones stand in the two books of prices
    ("OH", "orang hari"), ("org/kali", "OK"), ("OK", "orang / kali"), ("oter", "org terbit"), ("org/jam", "OJ"),
    ("org/mhs", "Orang/Mhs"), ("per judul", "Judul"), ("dos", "box"), ("pak", "pack"), ("roll", "gulung"),
    ("lembar", "lbr"), ("eksemplar", "eks"), ("Paket", "pkt"), ("keping", "unit"), ("hal", "halaman"),
    ("/kelas", "kelas"), ("mhs/mt ujian", "mhs / mt  ujian"), ("org/kali", "org kali"), ("OR", "orang responden"),
    # a row counts more than its standard
    ("buah", "buah bulan"), ("OH", "orang hari kali"), ("orang/hari", "hari orang"), ("rim", "rim kegiatan"),
    ("orang", "orang paket"), ("OB", "orang bulan kegiatan"),
)  # fmt: skip
OTHER = (
    ("orang", "orang hari"), ("orang hari", "orang"), ("orang", "org/kali"), ("OH", "OJ"), ("OB", "orang"),
    ("orang", "OH kali"), ("m", "m2"), ("m2", "m"), ("rim", "dos"), ("buah", "lembar"), ("butir soal", "buah"),
    ("kali", "orang kali"), ("", "rim"), ("3", "buah"), ("output penelitian / perekayasaan", "penelitian"),
)  # fmt: skip


@pytest.fixture
def units(db):
    return units_of_measure()


@pytest.mark.parametrize(("standard", "written"), SAME)
def test_one_unit_in_two_spellings(units, standard, written):
    assert conversion(standard, written, units) == 1


@pytest.mark.parametrize(("standard", "written"), OTHER)
def test_two_units_that_look_alike(units, standard, written):
    assert conversion(standard, written, units) == 0


def test_what_converts_for_certain(units):
    assert conversion("dozen", "buah", units) == 12
    assert conversion("buah", "lusin bulan", units) * 12 == pytest.approx(1)
    assert conversion("rim", "lbr", units) == 500
    assert conversion("OB", "OH", units) == 0


def test_every_unit_of_the_real_books_is_itself_in_any_writing(units, shared):
    texts = set()
    for name in ("rev1", "rev2"):
        path = shared / "data" / "budget" / f"ssh_polines_{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts |= {row["satuan"] for row in csv.DictReader(file)}
    assert len(texts) == 52
    for text in texts:
        spaced = f" {text.upper().replace('/', ' / ')} "
        assert conversion(text, spaced, units) == 1, text


def test_spaces_around_a_slash_do_not_count():
    assert spelling_of(" Orang  / Hari") == "orang/hari"


@pytest.fixture
def standard(opd):
    """A fee per `orang` that a form of spending uses."""
    stage = f.draft_stage()
    edition = PriceEdition.objects.create(
        title="SSH", status="EFFECTIVE", valid_from_date=f.NOON.date(), opened_at=f.NOON
    )
    item = PriceItem.objects.create(kind="SSH", code="A.1", name="Honor", specification="", occurrence=1)
    price = PriceRevision.objects.create(
        edition=edition, item=item, measure="orang", price_amount=100_000, ceiling="ESTIMATE"
    )
    return stage, f.sheet(stage, opd), price


@pytest.mark.parametrize(
    ("measures", "price", "codes"),
    [
        (("orang", "hari"), 90_000, ["A9"]),
        (("Orang",), 100_000, []),
        (("orang", "paket"), 90_000, []),
        (("org",), 150_000, ["A6_ESTIMATE"]),
    ],
)
def test_a_row_in_another_unit_is_found_and_one_in_another_spelling_is_not(standard, staff, measures, price, codes):
    stage, sheet, revision = standard
    pairs = tuple((Decimal(10), measure) for measure in measures)
    values = f.row(price, coefficients=pairs, price_id=revision.pk)
    where = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage)}
    services.put_item(values=values, actor=SYSTEM, now=f.NOON, **where)
    assert list(BudgetFinding.objects.values_list("code", flat=True)) == codes
