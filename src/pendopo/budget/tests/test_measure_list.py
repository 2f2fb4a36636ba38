"""The list of units of measure: found by any spelling, imported whole with a preview, what ended takes no new price."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import imports_measures, queries, services
from pendopo.budget.models import MeasureUnit
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.tests import factories as f
from pendopo.files.formats import Source
from pendopo.files.tabular import TableRefused
from pendopo.kernel.access import SYSTEM

HEAD = "kode,nama,dasar,faktor,ejaan\n"


@pytest.fixture
def officer(db):
    return people.person("ppkd@contoh.id", "Sri BKD", roles=["ppkd"])


@pytest.fixture
def send(tmp_path):
    """Gives a list as the finance office would send it."""

    def sent(content, name="satuan.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
        return Source(path, name, {})

    return sent


def own_file(client, officer, kind):
    client.force_login(officer)
    return client.get(reverse("budget:measures_file", kwargs={"kind": kind})).content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_comes_back_as_no_change(client, officer, send, kind):
    found = imports_measures.check(send(own_file(client, officer, kind), f"satuan.{kind}"), actor=officer)
    assert (found.counts["unchanged"], found.rows) == (MeasureUnit.objects.count(), [])
    assert found.counts["unchanged"] > 40


def test_a_new_list_tells_what_it_changes_and_takes_it_over(client, officer, send):
    text = own_file(client, officer, "csv").decode("utf-8-sig")
    kept = [line for line in text.splitlines() if not line.startswith(("kodi,", "rim,"))][1:]
    rows = "\n".join([*kept, "rim,rim,lembar,480,ream|rm", "karung,karung,,,krg"])
    found = imports_measures.check(send(rows), actor=officer)
    assert [(row.mark, row.cells[0]) for row in found.rows] == [
        ("changed", "rim"),
        ("new", "karung"),
        ("closed", "kodi"),
    ]
    assert found.rows[0].note == "sebelumnya: 500 lembar"
    imports_measures.apply(send(rows), actor=officer, now=f.NOON, progress=None)
    known = queries.measures()
    assert known.factor("rm", "lbr") == Decimal(480)
    assert known.find("KRG").code == "karung"
    assert str(MeasureUnit.objects.get(code="kodi").ended_date) == "2026-11-24"
    assert known.factor("kodi", "buah") == Decimal(20)


def test_a_unit_that_ended_takes_no_new_price(officer):
    edition = services.begin_edition(title="Uji", actor=officer, now=f.NOON)
    MeasureUnit.objects.filter(code="kodi").update(ended_date="2026-01-01")
    given = {"edition_id": edition.pk, "actor": officer, "now": f.NOON}
    with pytest.raises(services.PriceProblem) as refusal:
        services.add_price(row=PriceRow(1, "Sarung", "", "kodi", 900_000, kind="SSH"), **given)
    assert (refusal.value.field, refusal.value.code) == ("measure", "ended")
    services.add_price(row=PriceRow(1, "Sarung", "", "buah", 45_000, kind="SSH"), **given)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("buah,buah,,,\nBuah,buah,,,\n", [(3, "kode")]),
        ("lusin,lusin,buah,12,\n", [(2, "dasar")]),
        ("buah,buah,,,\nlusin,lusin,buah,12,\ngros,gros,lusin,12,\n", [(4, "dasar")]),
        ("buah,buah,,,\nlusin,lusin,buah,0,\n", [(3, "faktor")]),
        ("buah,buah,,12,\n", [(2, "faktor")]),
        ("buah,buah,,,bh|pcs\nbutir,butir,,,PCS\n", [(3, "ejaan")]),
        ("buah,buah,,,\nbutir,butir,,,buah\n", [(3, "ejaan")]),
        (f"{'b' * 31},buah,,,\n", [(2, "kode")]),
    ],
)
def test_every_fault_is_named_at_its_cell(officer, send, rows, expected):
    with pytest.raises(TableRefused) as refusal:
        imports_measures.check(send(rows), actor=officer)
    assert [(one.row, one.column) for one in refusal.value.problems] == expected


def test_a_spelling_may_pass_from_one_unit_to_another(client, officer, send):
    text = own_file(client, officer, "csv").decode("utf-8-sig")
    rows = "\n".join(text.splitlines()[1:]).replace("|pcs", "").replace("pak,pak,,,", "pak,pak,,,pcs|")
    imports_measures.apply(send(rows), actor=officer, now=f.NOON, progress=None)
    assert queries.measures().find("pcs").code == "pak"


def test_the_page_finds_a_unit_by_any_spelling(client, officer, django_assert_max_num_queries):
    client.force_login(officer)
    page = client.get(reverse("budget:measures"), {"cari": "dosin"}).content.decode()
    assert "lusin" in page
    assert "12 buah" in page
    assert "kilogram" not in page
    with django_assert_max_num_queries(5):
        list(queries.measures_visible_to(SYSTEM))


@pytest.mark.parametrize("who", ["staff", "auditor", "resident"])
def test_others_are_refused(request, db, who):
    with pytest.raises(PermissionDenied):
        services.import_measures(rows=[], actor=request.getfixturevalue(who), now=f.NOON)
    assert MeasureUnit.objects.filter(ended_date=None).exists()
