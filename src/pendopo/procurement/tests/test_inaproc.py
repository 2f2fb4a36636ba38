"""INAPROC's list: refusals with their place; the exact defects of the real list of 99 institutions."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.isb.inaproc import COLUMNS, find_strange, read_inaproc
from pendopo.procurement.models import IsbProblem, Package

NOON = dt.datetime(2026, 10, 3, 5, 0, tzinfo=dt.UTC)
ROW = "KEMENTERIAN CONTOH,SATKER CONTOH,K1,7;8,2026,Tender,APBN,Penyedia N1,Tender,Barang,Meja,SELESAI,{amount},0"


def listed(folder, *amounts):
    rows = [ROW.format(amount=amount) for amount in amounts]
    (folder / "I1.csv").write_text("\n".join([",".join(COLUMNS), *rows]))
    return read_inaproc(folder)


@pytest.mark.shared
def test_the_real_list_has_the_defects_of_the_handbook(shared):
    rows = read_inaproc(shared / "data" / "procurement" / "id-inaproc-2026-kl")
    found = Counter(one.code for one in find_strange(rows))
    codes = Counter(row["Kode Paket"] for row in rows)
    assert (len(rows), len(codes), sum(times > 1 for times in codes.values())) == (59_900, 59_710, 180)
    assert sum(row.amount for row in rows) == 66_948_808_785_398
    assert found == {
        "CODE_REPEATED": 370,
        "SUPPLIER_MISSING": 4_047,
        "RUP_MISSING": 652,
        "RUP_SEVERAL": 596,
        "VALUE_ZERO": 17,
    }


def test_rows_of_one_package_are_summed_and_the_same_list_again_changes_nothing(db, tmp_path):
    rows = listed(tmp_path, 100, 50)
    first = services.import_inaproc(rows=rows, actor=SYSTEM, now=NOON)
    with CaptureQueriesContext(connection) as queries:
        again = services.import_inaproc(rows=rows, actor=SYSTEM, now=NOON)
    package = Package.objects.get()
    assert (package.ceiling_amount, package.origin, package.external_codes) == (150, "INAPROC", ["7", "8"])
    assert (package.method, package.kind, package.status) == ("TENDER", "GOODS", "ANNOUNCED")
    assert (first.new, again.new, again.changed, len(queries) < 12) == (1, 0, 0, True)
    assert Counter(IsbProblem.objects.values_list("code", flat=True)) == {"CODE_REPEATED": 2, "RUP_SEVERAL": 2}
    services.import_inaproc(rows=listed(tmp_path, 70), actor=SYSTEM, now=NOON)
    assert Package.objects.aggregate(sum=Sum("ceiling_amount"))["sum"] == 70


def test_a_value_that_is_no_amount_and_a_missing_column_are_refused_with_their_place(tmp_path):
    with pytest.raises(TableRefused) as refusal:
        listed(tmp_path, 100, "banyak")
    assert [(one.source, one.row, one.column) for one in refusal.value.problems] == [("I1.csv", 3, "Total Nilai (Rp)")]
    (tmp_path / "I1.csv").write_text("Nama Paket\nMeja\n")
    with pytest.raises(TableRefused) as refusal:
        read_inaproc(tmp_path)
    assert {one.column for one in refusal.value.problems} == {*COLUMNS} - {"Nama Paket"}
