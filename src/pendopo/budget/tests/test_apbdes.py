"""Village budgets: two axes, the clerk writes, the head publishes, transfers count once."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.demo_villages import SIZES, sample_rows
from pendopo.budget.models import FundingSource, LineItem, NodeTotal, Stage, StageMove
from pendopo.budget.tests import factories as f
from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.regions.services import load_regions

DAY = dt.date(2026, 12, 28)


@pytest.fixture
def village(db):
    kecamatan = people.unit("7.01.0.00.0.00.10.0000", "Kecamatan Karangreja", kind="KECAMATAN")
    return people.unit("33.03.10.2001", "Desa Serang", kind="VILLAGE", parent=kecamatan)


@pytest.fixture
def sekdes(village):
    return people.person("sekdes@contoh.id", "Sekretaris Desa", roles=["sekdes"], unit=village)


@pytest.fixture
def camat(village):
    return people.person("camat@contoh.id", "Camat Karangreja", roles=["camat"], unit=village.parent)


@pytest.fixture
def clerk(village):
    return people.person("kaur@contoh.id", "Kaur Keuangan", roles=["kaur_keuangan"], unit=village)


@pytest.fixture
def kades(village):
    return people.person("kades@contoh.id", "Kepala Desa", roles=["kades"], unit=village)


@pytest.fixture
def stage(village, clerk):
    return services.begin_apbdes(village_id=village.pk, year=2027, actor=clerk, now=f.NOON)


def put(stage, actor, account="4.2.1", amount=1_000, activity="", **more):
    pk = stage.account_list.accounts.get(code=account).pk
    kegiatan = stage.code_list.activities.get(code=activity).pk if activity else None
    given = {"account_id": pk, "activity_id": kegiatan, "label": "Baris", "amount": amount, **more}
    given.setdefault("funding_id", FundingSource.objects.get(code="DD").pk)
    return services.put_apbdes_row(stage_id=stage.pk, actor=actor, now=f.NOON, **given)


def fill(stage, actor):
    put(stage, actor, "4.2.1", 700)
    put(stage, actor, "4.1.2", 300)
    put(stage, actor, "5.3.5", 1_100, "02.03.01")
    put(stage, actor, "6.1.1", 100)


PAPER = {"instrument": "7/2026", "instrument_date": DAY}


def submit(stage, actor):
    return services.submit_apbdes(stage_id=stage.pk, actor=actor, now=f.NOON, **PAPER)


def evaluate(stage, actor):
    return services.evaluate_apbdes(stage_id=stage.pk, note="", actor=actor, now=f.NOON, **PAPER)


def set_perdes(stage, actor, now=f.NOON):
    paper = {"instrument": "Perdes 7/2026", "instrument_date": DAY}
    return services.publish_apbdes(stage_id=stage.pk, actor=actor, now=now, **paper)


def publish(stage, kades):
    """All steps of the way: handed in and evaluated by the system, set by the village head."""
    submit(stage, SYSTEM)
    evaluate(stage, SYSTEM)
    return set_perdes(stage, kades)


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
        set_perdes(stage, kades)
    assert list(queries.published_apbdes(2027)) == [stage]


def test_unbalanced_it_is_not_handed_in(stage, clerk):
    put(stage, clerk, amount=500)
    with pytest.raises(services.StageUnfinished) as refusal:
        submit(stage, SYSTEM)
    assert refusal.value.balance_amount == 500
    assert Stage.objects.get().status == "DRAFT"


def test_who_wrote_rows_does_not_publish(village, stage):
    both = people.person("dua@contoh.id", "Dua Tugas", roles=["operator_desa", "sekdes", "kades"], unit=village)
    fill(stage, both)
    with pytest.raises(services.DutiesMixed):
        submit(stage, both)
    submit(stage, SYSTEM)
    evaluate(stage, SYSTEM)
    with pytest.raises(services.DutiesMixed):
        set_perdes(stage, both)


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
    client.post(reverse("budget:apbdes_remove", kwargs=keys | {"item": LineItem.objects.get().pk}), {"revision": "1"})
    assert not NodeTotal.objects.filter(stage=stage).exclude(amount=0).exists()
    fill(stage, clerk)
    submit(stage, SYSTEM)
    evaluate(stage, SYSTEM)
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
    for account, _kegiatan, _words, amount, _source in sample_rows(size):
        sums[account[:3] if account[0] == "6" else account[0]] += amount
    assert sums["4"] - sums["5"] + sums["6.1"] - sums["6.2"] == 0


@pytest.mark.parametrize("size", SIZES)
def test_each_source_of_the_sample_pays_for_no_more_than_it_brings(size):
    left = Counter()
    for account, _kegiatan, _words, amount, source in sample_rows(size):
        left[source] += amount if account[0] == "4" or account.startswith("6.1") else -amount
    assert min(left.values()) >= 0


def test_four_sample_villages_are_published(db):
    Instance.objects.create(pk=1, region_code="33.03", name="Purbalingga", kind="KABUPATEN", updated_at=f.NOON)
    load_regions(actor=SYSTEM, now=f.NOON, within="33.03")
    made = services.seed_villages_demo(year=2026, actor=SYSTEM, now=f.NOON)
    assert [row.balance for row in queries.village_sums(made)] == [0, 0, 0, 0]
    assert queries.village_sums(made)[0].spending == 1_382_503_187
    assert len(queries.apbdes_by_kecamatan(2026)) == 4


def test_each_draft_waits_for_the_person_of_its_next_step(stage, clerk, sekdes, camat, kades, staff):  # noqa: PLR0917
    def titles(actor):
        return [task.title for task in queries.waiting_for(actor, f.NOON)]

    assert titles(clerk) == ["Tulis APBDes"]
    assert titles(sekdes) == ["Ajukan APBDes untuk dievaluasi"]
    assert titles(camat) == ["APBDes"]
    fill(stage, clerk)
    submit(stage, sekdes)
    (task,) = queries.waiting_for(camat, f.NOON)
    assert (task.title, task.due.date()) == ("Evaluasi APBDes", dt.date(2026, 12, 22))
    evaluate(stage, camat)
    assert titles(kades) == ["Terbitkan APBDes dengan Perdes"]
    assert not [title for title in titles(staff) if "APBDes" in title]


def test_a_row_is_changed_moved_and_taken_back(stage, clerk):
    put(stage, clerk, "5.3.5", 900, "02.03.01")
    item = LineItem.objects.get()
    put(stage, clerk, "5.2.1", 950, "03.02.03", item_id=item.pk, revision=1)
    (row,) = queries.apbdes_rows(stage)
    assert (row["code"], row["activity_code"], row["amount"]) == ("5.2.1", "03.02.03", 950)
    newest = queries.apbdes_history(stage).first()
    services.undo_apbdes_edit(stage_id=stage.pk, batch=newest.batch, actor=clerk, now=f.NOON)
    (row,) = queries.apbdes_rows(stage)
    assert (row["code"], row["amount"], queries.village_sums([stage])[0].spending) == ("5.3.5", 900, 900)
    with pytest.raises(services.NothingToUndo):
        services.undo_apbdes_edit(stage_id=stage.pk, batch=newest.batch, actor=clerk, now=f.NOON)


def test_sources_follow_from_revenue_and_are_asked_of_spending(stage, clerk):
    fill(stage, clerk)
    found = {one.code: (one.brought, one.gone, one.left) for one in queries.village_fundings_of(stage)}
    assert found == {"DD": (800, 1_100, -300), "PAD": (300, 0, 300)}
    with pytest.raises(services.FundingMissing):
        put(stage, clerk, "5.3.5", 1, "02.03.01", funding_id=None)


def test_the_camat_returns_the_draft_and_the_village_mends_it(stage, clerk, sekdes, camat):
    fill(stage, clerk)
    submit(stage, sekdes)
    with pytest.raises(services.StageClosed):
        put(stage, clerk)
    services.return_apbdes(stage_id=stage.pk, note="Kurangi belanja", actor=camat, now=f.NOON)
    services.mend_apbdes(stage_id=stage.pk, actor=clerk, now=f.NOON)
    stage.refresh_from_db()
    assert stage.status == "DRAFT"
    assert StageMove.objects.get(action="return").reason == "Kurangi belanja"


def test_a_camat_of_another_kecamatan_sees_and_decides_nothing(client, stage, clerk, sekdes):
    other = people.unit("7.01.0.00.0.00.09.0000", "Kecamatan Bobotsari", kind="KECAMATAN")
    stranger = people.person("camat9@contoh.id", "Camat Bobotsari", roles=["camat"], unit=other)
    fill(stage, clerk)
    submit(stage, sekdes)
    with pytest.raises(PermissionDenied):
        evaluate(stage, stranger)
    client.force_login(stranger)
    assert client.get(reverse("budget:apbdes_draft", kwargs={"stage": stage.pk})).status_code == 404
    assert Stage.objects.get().status == "SUBMITTED"


def test_without_an_evaluation_the_perdes_is_set_after_its_days_only(stage, clerk, sekdes, kades):
    fill(stage, clerk)
    submit(stage, sekdes)
    with pytest.raises(MoveRefused):
        set_perdes(stage, kades, now=dt.datetime(2026, 12, 22, 5, tzinfo=dt.UTC))
    assert set_perdes(stage, kades, now=dt.datetime(2026, 12, 23, 5, tzinfo=dt.UTC)).status == "PUBLISHED"


def amend(stage, actor, **more):
    given = {"reason": "Dana Desa turun", "reason_date": DAY, **more}
    return services.amend_apbdes(stage_id=stage.pk, actor=actor, now=f.NOON, **given)


def test_an_amendment_shares_rows_and_shows_what_changed(client, stage, clerk, kades):
    fill(stage, clerk)
    publish(stage, kades)
    later = amend(stage, clerk)
    assert (later.seq, later.kind, LineItem.objects.count()) == (2, "APBDES_P", 4)
    row = next(row for row in queries.apbdes_rows(later) if row["code"] == "4.2.1")
    put(later, clerk, "4.2.1", 800, item_id=row["pk"], revision=row["revision"])
    put(later, clerk, "5.2.1", 100, "03.02.03")
    publish(later, kades)
    stage.refresh_from_db()
    assert stage.status == "SUPERSEDED"
    assert [sums.spending for sums in queries.village_sums([stage, later])] == [1_100, 1_200]
    address = reverse("budget:village_budget_changes", kwargs={"year": 2027, "village": "33.03.10.2001"})
    answer = client.get(address)
    assert [(row["mark"], row["change"]) for row in answer.context["rows"]] == [("changed", "100"), ("added", "100")]
    with pytest.raises(services.AmendedBefore):
        amend(later, clerk)
    assert amend(later, clerk, extraordinary=True).seq == 3


@pytest.mark.django_db(transaction=True)
def test_two_people_change_one_row_and_only_the_first_is_kept(stage, clerk):
    item, gate, said = put(stage, clerk), threading.Barrier(2), []

    def save(amount):
        gate.wait()
        try:
            put(stage, clerk, amount=amount, item_id=item.pk, revision=1)
            said.append(amount)
        except services.ItemChanged:
            said.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(amount,)) for amount in (2_000, 3_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = LineItem.objects.get().amount
    assert sorted(map(str, said)) == sorted([str(kept), "refused"])
    assert queries.village_sums([stage])[0].revenue == kept
