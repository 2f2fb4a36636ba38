"""The names of the sample and of the upper levels against the public lists they were checked with."""

import csv

import pytest

from pendopo.budget import rules
from pendopo.budget.nomenclature import packaged_rows

FIELDS = ("1.01", "1.02", "1.03", "2.16", "4.01", "7.01")
BIDANG = "URUSAN PEMERINTAHAN BIDANG "

pytestmark = pytest.mark.shared


@pytest.fixture
def parepare(shared):
    with (shared / "data/budget/nomenklatur_kab_kota_parepare_2025.csv").open(encoding="utf-8-sig") as file:
        return {row["kode"]: plain(row["nomenklatur"]) for row in csv.DictReader(file)}


@pytest.fixture
def bandung(shared):
    names = {}
    for level in ("program", "kegiatan", "sub_kegiatan"):
        with (shared / f"data/budget/kabbandung2025_{level}.csv").open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                names.setdefault(row[f"kode_{level}"], set()).add(plain(row[f"nama_{level}"]))
    return names


def plain(name):
    return " ".join(name.split())


def test_urusan_and_bidang_have_the_names_of_the_list_and_the_others_say_unverified(parepare):
    rows = packaged_rows("nomenclature.csv")
    checked = {row["code"]: row["name"].upper() for row in rows if row["checked"] == "P"}
    upper = {
        code: name.removeprefix(BIDANG) for code, name in parepare.items() if len(code) <= rules.WIDTHS["BIDANG_URUSAN"]
    }
    assert checked == upper
    assert len(checked) == 8 + 38
    unverified = {row["code"] for row in rows if not row["checked"]}
    assert unverified == {"2.13", "3.28", "3.29", "3.32", "5.06", "5.07"}


def test_every_name_of_the_sample_stands_in_the_list_it_names(parepare, bandung):
    for row in packaged_rows("demo_activities.csv"):
        codes = [row["code"].replace("*", field) for field in FIELDS]
        ours = row["name"]
        assert ("P" in row["checked"]) == any(parepare.get(code) == ours for code in codes), row
        assert ("B" in row["checked"]) == any(code in bandung for code in codes), row
        assert row["checked"] != "B" or any(ours in bandung.get(code, ()) for code in codes), row


def test_the_codes_of_the_sample_hang_together():
    codes = {row["code"] for row in packaged_rows("demo_activities.csv")}
    for code in codes:
        above = [code[:width] for width in (4, 9) if len(code) > width] if code[0] == "*" else rules.ancestors(code)[2:]
        assert all(one in codes for one in above), code
