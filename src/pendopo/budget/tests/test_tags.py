"""Priorities of a form: shares, papers, weighted totals; frozen with the stage."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import BudgetTag, SheetTag, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM


@pytest.fixture
def stage(db):
    return f.draft_stage()


@pytest.fixture
def sheet(stage, opd):
    made = f.sheet(stage, opd)
    ids = {"stage_id": stage.pk, "sheet_id": made.pk, "actor": SYSTEM, "now": f.NOON}
    services.put_item(account_id=f.account_id(stage), values=f.row(10_000_000), **ids)
    return made


def tag(code):
    return BudgetTag.objects.get(code=code).pk


def put(stage, sheet, actor=SYSTEM, paper="KAK 1/2027", **shares):
    rows = [(tag(code.replace("_", "-")), Decimal(percent), paper) for code, percent in shares.items()]
    return services.set_tags(stage_id=stage.pk, sheet_id=sheet.pk, shares=rows, actor=actor, now=f.NOON)


def weighted(stage):
    return {row["tag"]: row["weighted"] for row in queries.tag_rows(stage)}


def test_the_handbooks_example(stage, sheet):
    put(stage, sheet, stunting=60, gender=40)
    assert weighted(stage) == {"stunting": 60_000_000, "gender": 40_000_000}


def test_one_family_comes_to_100_at_most(stage, sheet):
    put(stage, sheet, sdg_1="60", sdg_3="40")
    with pytest.raises(services.TagsOver) as refusal:
        put(stage, sheet, sdg_1="60", sdg_3="40.01")
    assert refusal.value.family == "SDG"
    assert weighted(stage) == {"sdg-1": 60_000_000, "sdg-3": 40_000_000}


def test_a_share_needs_its_paper(stage, sheet):
    with pytest.raises(services.EvidenceMissing):
        put(stage, sheet, paper=" ", gender=10)
    assert not SheetTag.objects.exists()


def test_a_later_stage_has_its_own_and_the_database_keeps_the_earlier(stage, sheet):
    put(stage, sheet, stunting=60)
    Stage.objects.update(status="AGREED")
    with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
        SheetTag.objects.update(percent=1)
    with pytest.raises(services.StageClosed):
        put(stage, sheet, stunting=10)
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    put(later, sheet, stunting=10)
    assert (weighted(stage), weighted(later)) == ({"stunting": 60_000_000}, {"stunting": 10_000_000})


@pytest.mark.parametrize("who", ["other_official", "auditor", "resident", "stranger"])
def test_others_are_refused_and_nothing_is_kept(request, stage, sheet, who):
    with pytest.raises(PermissionDenied):
        put(stage, sheet, actor=request.getfixturevalue(who), stunting=10)
    assert not SheetTag.objects.exists()
    assert not Entry.objects.filter(event="budget.tags.set").exists()


def test_she_writes_shares_on_the_page_and_everybody_sees_them(client, staff, stage, sheet):
    client.force_login(staff)
    address = reverse("budget:tags_of_sheet", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    assert "Penurunan stunting" in client.get(address).content.decode()
    typed = {f"t{tag('stunting')}": "12,5"}
    assert "Sebut dokumen buktinya" in client.post(address, typed).content.decode()
    page = client.post(address, typed | {"paper_STUNTING": "KAK 7"}, follow=True).content.decode()
    assert "Prioritas lembar ini tersimpan." in page
    Stage.objects.update(status="PUBLISHED")
    year = {"year": f.YEAR}
    assert "12.500.000" in client.get(reverse("budget:tags", kwargs=year)).content.decode()
    assert "KAK 7" in client.get(reverse("budget:tag", kwargs=year | {"tag": "stunting"})).content.decode()
    assert b"stunting,1.03" in client.get(reverse("budget:tags_file", kwargs=year)).content
