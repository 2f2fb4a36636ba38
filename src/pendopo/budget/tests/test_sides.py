"""Revenue and financing: their forms are begun by page, and the stage shows how its sides balance."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.budget import queries, services
from pendopo.budget.models import RkaSheet, Stage
from pendopo.budget.tests import factories as f

LOAN = "6.1.01.05.01.0001"


@pytest.fixture
def stage(db, opd):
    made = f.draft_stage()
    f.account(LOAN, made.account_list)
    f.sheet(made, opd)
    return made


def begin(client, stage, side):
    address = reverse("budget:begin_side", kwargs={"stage": stage.pk, "unit": "1.03", "side": side})
    return client.post(address)


def put(stage, sheet, account, price, **who):
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage, account)}
    services.put_item(values=f.row(price, "1"), **ids, **who)


def test_she_begins_revenue_and_financing_once_each(client, staff, stage, opd):
    client.force_login(staff)
    rka = reverse("budget:rka", kwargs={"stage": stage.pk, "unit": "1.03"})
    assert "Mulai formulir pendapatan" in client.get(rka).content.decode()
    first = begin(client, stage, "pendapatan")
    assert begin(client, stage, "pendapatan").url == first.url
    begin(client, stage, "pembiayaan")
    assert sorted(RkaSheet.objects.filter(activity=None).values_list("side", flat=True)) == ["FINANCING", "REVENUE"]
    page = client.get(rka).content.decode()
    assert "Mulai formulir" not in page
    assert client.get(first.url).status_code == 200


def test_the_stage_shows_its_sides_and_what_is_not_covered(client, staff, stage, opd, now):
    client.force_login(staff)
    spending = RkaSheet.objects.get()
    put(stage, spending, f.ATK, 900_000, actor=staff, now=now)
    for side, account, price in (("pendapatan", f.TAX, 700_000), ("pembiayaan", LOAN, 150_000)):
        begin(client, stage, side)
        put(stage, RkaSheet.objects.latest("pk"), account, price, actor=staff, now=now)
    found = queries.stage_balance(stage)
    assert (found.surplus_amount, found.financing_amount, found.rest_amount) == (-200_000, 150_000, -50_000)
    page = client.get(reverse("budget:stage_balance", kwargs={"stage": stage.pk})).content.decode()
    assert "Belanja sebesar Rp50.000 belum tertutup." in page
    assert page.index("Pendapatan</td>") < page.index("Pembiayaan</td>")


def test_a_balanced_stage_says_so(client, auditor, stage):
    client.force_login(auditor)
    page = client.get(reverse("budget:stage_balance", kwargs={"stage": stage.pk})).content.decode()
    assert "sampai ke rupiah terakhir" in page
    assert "Belum ada formulir pendapatan" in page


def test_nobody_else_begins_one_and_nothing_is_there(stage, opd, head, other_official, now):
    for person in (head, other_official):
        with pytest.raises(PermissionDenied):
            services.begin_side(stage_id=stage.pk, unit_id=opd.pk, side="REVENUE", actor=person, now=now)
    assert not RkaSheet.objects.filter(activity=None).exists()


def test_a_stage_that_closed_a_second_ago_takes_no_new_form(client, staff, stage, opd, now):
    Stage.objects.update(status="SUBMITTED")
    with pytest.raises(services.StageClosed):
        services.begin_side(stage_id=stage.pk, unit_id=opd.pk, side="REVENUE", actor=staff, now=now)
    client.force_login(staff)
    assert begin(client, stage, "pendapatan").status_code == 302
    assert not RkaSheet.objects.filter(activity=None).exists()
