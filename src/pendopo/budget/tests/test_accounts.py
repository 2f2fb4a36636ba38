"""The account view: it says when there is nothing, and counts where lines exist."""

import pytest

from pendopo.budget import queries
from pendopo.budget.models import Stage
from pendopo.budget.services import put_item
from pendopo.budget.tests import factories
from pendopo.organisations.models import Unit


def test_ceilings_alone_have_no_accounts_and_the_page_says_so(client, stage):
    response = client.get("/anggaran/2025/rekening/")
    assert (response.status_code, len(response.context["page"])) == (200, 0)
    assert "Belum ada data" in response.content.decode()
    assert client.get("/anggaran/2025/unit/10/rekening/").status_code == 200
    assert client.get("/anggaran/2025/rekening/5/").status_code == 404


@pytest.fixture
def lines(db, opd):
    """Two offices' lines in a stage that is then published."""
    stage = factories.draft_stage()
    other = Unit.objects.create(kind="OPD", code="9.99", name="DINAS LAIN")
    for unit, price in ((opd, 1_000), (other, 500)):
        put(stage, unit, factories.ATK, price)
    put(stage, opd, factories.ROAD, 4_000)
    Stage.objects.filter(pk=stage.pk).update(status="PUBLISHED")
    stage.refresh_from_db()
    return stage


def put(stage, unit, code, price):
    from pendopo.budget.models import RkaSheet
    from pendopo.kernel.access import SYSTEM

    sheet = RkaSheet.objects.filter(unit=unit, year=stage.year).first() or factories.sheet(stage, unit)
    put_item(
        stage_id=stage.pk,
        sheet_id=sheet.pk,
        account_id=factories.account_id(stage, code),
        values=factories.row(price, "1"),
        actor=SYSTEM,
        now=factories.NOON,
    )


def test_accounts_are_summed_for_all_and_for_a_unit(client, lines, opd):
    assert [(row.code, row.amount) for row in queries.account_rows(lines)] == [("5", 5_500)]
    below = queries.account_rows(lines, under=queries.account_at(lines, "5"))
    assert [(row.code, row.amount, row.leads_on) for row in below] == [("5.1", 1_500, True), ("5.2", 4_000, True)]
    assert [row.amount for row in queries.account_rows(lines, unit=opd)] == [5_000]
    page = client.get(f"/anggaran/{factories.YEAR}/rekening/5/").context["page"]
    assert [entry["share"] for entry in page] == ["27,3%", "72,7%"]
    deepest = client.get(f"/anggaran/{factories.YEAR}/unit/{opd.code}/rekening/5.1.02.01.01/")
    assert [(entry["row"].code, entry["url"]) for entry in deepest.context["page"]] == [(factories.ATK, "")]


def test_accounts_can_be_taken_along_and_asked_by_machines(client, lines):
    text = client.get(f"/anggaran/{factories.YEAR}/rekening/5/unduh.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1:] == ["5.1,R5.1,1500", "5.2,R5.2,4000"]
    answer = client.get("/api/v1/budget/accounts", {"year": factories.YEAR, "under": "5"}).json()
    assert [(row["code"], row["amount"]) for row in answer["items"]] == [("5.1", 1_500), ("5.2", 4_000)]
    assert client.get("/api/v1/budget/accounts", {"year": factories.YEAR, "under": "9"}).status_code == 404
