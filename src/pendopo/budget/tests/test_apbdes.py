"""Village budgets: two axes, the clerk writes, the head publishes, transfers count once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.demo_villages import SIZES, sample_rows
from pendopo.budget.models import LineItem, NodeTotal, Stage
from pendopo.budget.tests import factories as f
from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.regions.services import load_regions

DAY = dt.date(2026, 12, 28)


@pytest.fixture
def village(db):
    return people.unit("33.03.10.2001", "Desa Serang", kind="VILLAGE")


@pytest.fixture
def clerk(village):
    return people.person("kaur@contoh.id", "Kaur Keuangan", roles=["operator_desa"], unit=village)


@pytest.fixture
def kades(village):
    return people.person("kades@contoh.id", "Kepala Desa", roles=["kades"], unit=village)


@pytest.fixture
def stage(village, clerk):
    return services.begin_apbdes(village_id=village.pk, year=2027, actor=clerk, now=f.NOON)


def put(stage, actor, account="4.2.1", amount=1_000, activity=""):
    pk = stage.account_list.accounts.get(code=account).pk
    kegiatan = stage.code_list.activities.get(code=activity).pk if activity else None
    given = {"account_id": pk, "activity_id": kegiatan, "label": "Baris", "amount": amount}
    return services.put_apbdes_row(stage_id=stage.pk, actor=actor, now=f.NOON, **given)


def fill(stage, actor):
    put(stage, actor, "4.2.1", 700)
    put(stage, actor, "4.1.2", 300)
    put(stage, actor, "5.3.5", 1_100, "02.03.01")
    put(stage, actor, "6.1.1", 100)


def publish(stage, actor, instrument="Perdes 7/2026"):
    given = {"instrument": instrument, "instrument_date": DAY}
    return services.publish_apbdes(stage_id=stage.pk, actor=actor, now=f.NOON, **given)


def test_the_lists_are_those_of_the_law(stage):
    activities = stage.code_list.activities
    assert activities.filter(parent=None).count() == 5
    assert activities.filter(children=None).count() == 239
    assert stage.account_list.accounts.filter(level=3).count() == 44


def test_sums_on_both_axes_and_the_balance(stage, clerk):
    fill(stage, clerk)
    (sums,) = queries.village_sums([stage])
    assert (sums.revenue, sums.spending, sums.financing, sums.balance) == (1_000, 1_100, 100, 0)
    assert (sums.fields["02"], sums.from_regency) == (1_100, 700)


def test_it_is_published_by_its_perdes_and_then_stands_still(stage, clerk, kades):
    fill(stage, clerk)
    publish(stage, kades)
    stage.refresh_from_db()
    assert (stage.status, stage.legal_instrument, stage.effective_from_date) == ("PUBLISHED", "Perdes 7/2026", DAY)
    with pytest.raises(services.StageClosed):
        put(stage, clerk)
    with pytest.raises(MoveRefused):
        publish(stage, kades)
    assert list(queries.published_apbdes(2027)) == [stage]


def test_unbalanced_it_is_not_published(stage, clerk, kades):
    put(stage, clerk, amount=500)
    with pytest.raises(services.StageUnfinished) as refusal:
        publish(stage, kades)
    assert refusal.value.balance_amount == 500
    assert Stage.objects.get().status == "DRAFT"


def test_who_wrote_rows_does_not_publish(village, stage):
    both = people.person("dua@contoh.id", "Dua Tugas", roles=["operator_desa", "kades"], unit=village)
    fill(stage, both)
    with pytest.raises(services.DutiesMixed):
        publish(stage, both)


def test_spending_needs_its_kegiatan_and_revenue_has_none(stage, clerk):
    for account, activity in (("5.3.5", ""), ("4.2.1", "02.03.01"), ("5.3.5", "02.03")):
        with pytest.raises(services.KegiatanMissing):
            put(stage, clerk, account, 1, activity)
    assert not LineItem.objects.exists()


@pytest.mark.parametrize("who", ["staff", "auditor", "resident", "stranger", "kades"])
def test_others_write_nothing(request, stage, who):
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        put(stage, request.getfixturevalue(who))
    assert (LineItem.objects.count(), Entry.objects.count()) == (0, before)


def test_a_second_budget_of_the_year_is_refused(stage, village, clerk):
    with pytest.raises(services.ApbdesBegun):
        services.begin_apbdes(village_id=village.pk, year=2027, actor=clerk, now=f.NOON)


def test_the_clerk_writes_on_pages_and_everybody_reads(client, stage, clerk, kades):
    client.force_login(clerk)
    keys = {"stage": stage.pk}
    typed = {"account": stage.account_list.accounts.get(code="4.2.1").pk, "label": "Dana Desa", "amount": "700"}
    page = client.post(reverse("budget:apbdes_add", kwargs=keys), typed, follow=True).content.decode()
    assert "Dana Desa" in page
    client.post(reverse("budget:apbdes_remove", kwargs=keys | {"item": LineItem.objects.get().pk}))
    assert not NodeTotal.objects.filter(stage=stage).exclude(amount=0).exists()
    fill(stage, clerk)
    client.force_login(kades)
    day = {"instrument_date_day": "28", "instrument_date_month": "12", "instrument_date_year": "2026"}
    paper = {"instrument": "Perdes 7/2026"} | day
    page = client.post(reverse("budget:apbdes_publish", kwargs=keys), paper, follow=True).content.decode()
    assert "APBDes ini terbuka untuk umum." in page
    client.logout()
    page = client.get(reverse("budget:village_budget", kwargs={"year": 2027, "village": "33.03.10.2001"}))
    assert "Perdes 7/2026" in page.content.decode()


def test_transfers_count_once_beside_the_regency(client, stage, clerk, kades):
    fill(stage, clerk)
    publish(stage, kades)
    answer = client.get(reverse("budget:apbdes", kwargs={"year": 2027}))
    assert (answer.context["spending"], answer.context["shared"], answer.context["together"]) == (1_100, 700, 400)


@pytest.mark.parametrize("size", SIZES)
def test_the_sample_balances(size):
    sums = {"4": 0, "5": 0, "6.1": 0, "6.2": 0}
    for account, _kegiatan, _words, amount in sample_rows(size):
        sums[account[:3] if account[0] == "6" else account[0]] += amount
    assert sums["4"] - sums["5"] + sums["6.1"] - sums["6.2"] == 0


def test_four_sample_villages_are_published(db):
    Instance.objects.create(pk=1, region_code="33.03", name="Purbalingga", kind="KABUPATEN", updated_at=f.NOON)
    load_regions(actor=SYSTEM, now=f.NOON, within="33.03")
    made = services.seed_villages_demo(year=2026, actor=SYSTEM, now=f.NOON)
    assert [row.balance for row in queries.village_sums(made)] == [0, 0, 0, 0]
    assert queries.village_sums(made)[0].spending == 1_382_503_187
    assert len(queries.apbdes_by_kecamatan(2026)) == 4


def test_the_draft_waits_for_its_clerk_and_its_head(stage, clerk, kades, staff):
    assert [task.title for task in queries.waiting_for(clerk, f.NOON)] == ["Tulis APBDes"]
    assert [task.title for task in queries.waiting_for(kades, f.NOON)] == ["Terbitkan APBDes dengan Perdes"]
    assert not [task for task in queries.waiting_for(staff, f.NOON) if "APBDes" in task.title]
