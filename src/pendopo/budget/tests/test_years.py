"""Another year begins with what an earlier stage holds, and neither touches the other afterwards."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import BudgetTag, LineItem, Pagu, Rka, RkaSheet, SheetDetail, SheetTag, Stage
from pendopo.budget.planning import DetailValues, IndicatorValues
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

NEXT = f.YEAR + 1


@pytest.fixture
def drafted(opd, other_opd):
    """Two forms with three rows in two accounts, one of them described; then agreed."""
    stage = f.draft_stage()
    road, office = f.sheet(stage, opd), f.sheet(stage, other_opd, "1.02.02.2.01.0001", ceiling=50_000_000)
    for sheet, code, price in ((road, f.ATK, 45_000), (road, f.ROAD, 900_000), (office, f.PAPER, 30_000)):
        put(stage, sheet, code, price)
    indicator = IndicatorValues("OUTPUT", "Panjang jalan", Decimal("12.5"), "km")
    values = DetailValues(1_250, "petani", indicators=(indicator,), places=())
    services.put_details(stage_id=stage.pk, sheet_id=road.pk, values=values, actor=SYSTEM, now=f.NOON)
    Stage.objects.filter(pk=stage.pk).update(status="AGREED")
    return stage


def put(stage, sheet, code, price):
    account = f.account_id(stage, code)
    values = f.row(price)
    services.put_item(stage_id=stage.pk, sheet_id=sheet.pk, account_id=account, values=values, actor=SYSTEM, now=f.NOON)


def begin(base, taken="ROWS", actor=SYSTEM, **more):
    given = {"year": NEXT, "kind": "RKA"} | more
    return services.begin_year(base_id=base.pk, taken=taken, actor=actor, now=f.NOON, **given)


def rows(stage):
    held = LineItem.objects.filter(line__sheet__year=stage.year, stages__contains=stage.seq).order_by("pk")
    return list(held.values_list("line__sheet__unit_id", "line__account__code", "component", "volume", "amount"))


def test_all_rows_go_along_with_their_ceilings_totals_and_descriptions(drafted):
    stage = begin(drafted)
    assert (stage.seq, stage.base, stage.status) == (1, None, "DRAFT")
    assert sorted(rows(stage)) == sorted(rows(drafted))
    assert len(rows(stage)) == 3
    totals = [set(one.totals.values_list("unit", "activity", "account", "amount")) for one in (drafted, stage)]
    assert totals[0] == totals[1]
    assert queries.wrong_totals(stage) == []
    assert sum(Pagu.objects.filter(stage=stage).values_list("amount", flat=True)) == 1_050_000_000
    assert set(Rka.objects.filter(stage=stage).values_list("status", flat=True)) == {"DRAFT"}
    detail = SheetDetail.objects.get(sheet__year=NEXT)
    assert (detail.beneficiaries, detail.cash, detail.indicators.get().text) == (1_250, [], "Panjang jalan")
    entry = Entry.objects.latest("pk")
    assert (entry.event, entry.data["rows"]) == ("budget.year.begun", 3)


def test_tags_go_along_as_the_stage_held_them_and_live_apart(drafted):
    sheet = RkaSheet.objects.get(activity__code="1.03.10.2.01.0003")
    gender, climate = (BudgetTag.objects.filter(family=family).first() for family in ("GENDER", "CLIMATE"))
    tag(drafted, sheet, (gender.pk, Decimal("40"), "KAK 1/2027"), (climate.pk, Decimal("12.5"), "KAK 2/2027"))
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    tag(later, sheet, (gender.pk, Decimal("70"), "KAK 3/2027"))
    stage = begin(drafted)
    assert tags(stage) == tags(drafted) == [("40.00", "KAK 1/2027"), ("12.50", "KAK 2/2027")]
    own = RkaSheet.objects.get(year=NEXT, activity__code="1.03.10.2.01.0003")
    tag(stage, own, (gender.pk, Decimal("5"), "KAK 4/2028"))
    assert tags(stage) == [("5.00", "KAK 4/2028")]
    assert (len(tags(drafted)), tags(later)) == (2, [("70.00", "KAK 3/2027")])
    assert tags(begin(later, year=NEXT + 1)) == [("70.00", "KAK 3/2027")]
    assert tags(begin(later, taken="CEILINGS", year=NEXT + 2)) == []


def tag(stage, sheet, *shares):
    stage.refresh_from_db()
    with f.thawed(stage):
        services.set_tags(stage_id=stage.pk, sheet_id=sheet.pk, shares=shares, actor=SYSTEM, now=f.NOON)


def tags(stage):
    held = SheetTag.objects.filter(sheet__year=stage.year, stages__contains=stage.seq).order_by("-percent")
    return [(str(percent), evidence) for percent, evidence in held.values_list("percent", "evidence")]


def test_ceilings_alone_leave_the_forms_to_be_begun(drafted):
    stage = begin(drafted, taken="CEILINGS")
    assert Pagu.objects.filter(stage=stage).count() == 2
    assert not RkaSheet.objects.filter(year=NEXT).exists()
    assert not stage.totals.exists()
    assert not Pagu.objects.filter(stage=begin(drafted, taken="NOTHING", year=NEXT + 1)).exists()


def test_a_change_in_the_new_year_does_not_reach_the_old_one(drafted):
    before = rows(drafted)
    stage = begin(drafted)
    sheet = RkaSheet.objects.get(year=NEXT, activity__code="1.03.10.2.01.0003")
    put(stage, sheet, f.ATK, 70_000)
    assert rows(drafted) == before
    assert len(rows(stage)) == 4
    assert queries.wrong_totals(stage) == queries.wrong_totals(drafted) == []


def test_only_what_the_stage_holds_goes_along(drafted):
    services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    later = Stage.objects.get(year=f.YEAR, seq=2)
    put(later, RkaSheet.objects.get(activity__code="1.02.02.2.01.0001"), f.PAPER, 10_000)
    assert len(rows(begin(drafted))) == 3
    assert len(rows(begin(later, year=NEXT + 1))) == 4


def test_a_year_begins_once_with_a_first_stage_and_by_the_finance_office(drafted, staff):
    with pytest.raises(services.NotFirst):
        begin(drafted, kind="APBD")
    with pytest.raises(PermissionDenied):
        begin(drafted, actor=staff)
    with pytest.raises(services.YearBegun):
        begin(drafted, year=f.YEAR)
    assert not Stage.objects.filter(year=NEXT).exists()


def test_the_finance_office_begins_a_year_on_its_page(client, drafted):
    client.force_login(people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"]))
    assert "Mulai tahun anggaran" in client.get("/workspace/anggaran/").content.decode()
    given = {"year": str(f.YEAR), "kind": "RKA", "base": drafted.pk, "taken": "ROWS"}
    answer = client.post("/workspace/anggaran/tahun-baru/", given)
    words = ["Tahun ini sudah dimulai. Buka tahap berikutnya di tahun itu."]
    assert answer.context["form"].errors == {"year": words}
    answer = client.post("/workspace/anggaran/tahun-baru/", given | {"year": str(NEXT)}, follow=True)
    assert f"Anggaran {NEXT} sudah dimulai." in answer.content.decode()
