"""The public explorer in any public stage: the chooser, addresses that stay in the stage, rows of components."""

import pytest

from pendopo.budget.models import Stage
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_diff import follow, put

YEAR = "/anggaran/2027/"


@pytest.fixture
def unit(db, opd):
    """Two public stages; the one row costs 10.000 before and 15.000 now."""
    first = f.draft_stage()
    sheet = f.sheet(first, opd)
    row = put(first, sheet, f.row(price=1_000, component="Kertas"), number=None)
    second = follow(first)
    put(second, sheet, f.row(price=1_500, component="Kertas"), number=row.number)
    for stage, status in ((first, "SUPERSEDED"), (second, "PUBLISHED")):
        Stage.objects.filter(pk=stage.pk).update(status=status)
    return opd


def test_the_chooser_names_every_public_stage(client, unit):
    stages = client.get(YEAR).context["stages"]
    assert [(one["label"][:2], one["url"], one["current"], one["in_force"]) for one in stages] == [
        ("1.", f"{YEAR}?tahap=1", False, False),
        ("2.", YEAR, True, True),
    ]


def test_addresses_stay_in_the_chosen_stage(client, unit):
    page = client.get(f"{YEAR}?tahap=1")
    assert [entry["url"] for entry in page.context["page"]] == [f"{YEAR}urusan/1/?tahap=1"]
    assert page.context["tabs"][1]["url"] == f"{YEAR}?menurut=unit&tahap=1"
    assert page.context["files"]["csv"].endswith("?tahap=1")


@pytest.mark.parametrize(("query", "amount"), [("", 15_000), ("?tahap=1", 10_000), ("?tahap=2", 15_000)])
def test_component_rows_are_those_of_the_stage(client, unit, query, amount):
    page = client.get(f"{YEAR}unit/{unit.code}/1.03.10.2.01.0003/{query}")
    assert [(item.component, item.amount, words) for item, words in page.context["components"]] == [
        ("Kertas", amount, "10 rim")
    ]


@pytest.mark.parametrize("query", ["?tahap=3", "?tahap=0", "?tahap=9999"])
def test_a_stage_that_is_not_public_is_not_found(client, unit, query):
    assert client.get(YEAR + query).status_code == 404


def test_above_the_sub_kegiatan_no_component_is_read(client, unit):
    assert client.get(f"{YEAR}unit/{unit.code}/").context["components"] is None
