"""For whom, where, which results, when: kept by stage, frozen with it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from pendopo.budget import queries, services
from pendopo.budget.models import SheetDetail, SheetPlace, Stage
from pendopo.budget.planning import DetailProblem, DetailValues, IndicatorValues, even_cash
from pendopo.budget.tests import factories as f
from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.regions.services import load_regions

ROAD = IndicatorValues("OUTPUT", "Panjang jalan yang dipelihara", Decimal("12.5"), "km")
SERANG = "33.03.10.2001"


@pytest.fixture
def stage(db):
    Instance.objects.create(pk=1, region_code="33.03", name="Purbalingga", kind="KABUPATEN", updated_at=f.NOON)
    load_regions(actor=SYSTEM, now=f.NOON, within="33.03")
    return f.draft_stage()


@pytest.fixture
def sheet(stage, opd):
    return f.sheet(stage, opd)


def ids(stage, sheet):
    return {"stage_id": stage.pk, "sheet_id": sheet.pk, "actor": SYSTEM, "now": f.NOON}


def put(stage, sheet, values=None, **more):
    values = values or DetailValues(1_250, "petani", indicators=(ROAD,), places=(SERANG,))
    return services.put_details(values=values, **(ids(stage, sheet) | more))


def row(stage, sheet, price=45_000):
    values = f.row(price)
    return services.put_item(account_id=f.account_id(stage), values=values, **ids(stage, sheet))


def test_a_form_says_for_whom_and_where(stage, sheet):
    put(stage, sheet)
    detail = queries.detail_of(stage, sheet.pk)
    assert (detail.beneficiaries, detail.indicators.get().target) == (1_250, Decimal("12.5"))
    assert list(queries.sheets_in_desa(stage, SERANG)) == [sheet]
    put(stage, sheet, DetailValues(places=()))
    assert not queries.sheets_in_desa(stage, SERANG).exists()


def test_a_later_stage_has_its_own_and_the_earlier_one_stays(stage, sheet):
    put(stage, sheet)
    Stage.objects.update(status="AGREED")
    later = services.open_stage(year=f.YEAR, kind="RAPBD", actor=SYSTEM, now=f.NOON)
    assert SheetDetail.objects.count() == 1
    put(later, sheet, DetailValues(900, "petani"))
    assert queries.detail_of(stage, sheet.pk).beneficiaries == 1_250
    assert queries.detail_of(stage, sheet.pk).places.count() == 1
    assert queries.detail_of(later, sheet.pk).beneficiaries == 900


def test_the_database_freezes_it_with_its_stage(stage, sheet):
    put(stage, sheet)
    Stage.objects.update(status="AGREED")
    tries = (
        lambda: SheetDetail.objects.update(beneficiaries=1),
        lambda: SheetPlace.objects.all().delete(),
        lambda: SheetDetail.objects.get().indicators.update(target=1),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError, match="not a draft"), transaction.atomic():
            attempt()


def test_the_cash_plan_adds_up_to_the_rupiah(stage, sheet):
    row(stage, sheet)
    with pytest.raises(DetailProblem) as problem:
        services.put_cash_plan(amounts=[40_000] * 11 + [0], **ids(stage, sheet))
    assert problem.value.gap_amount == 10_000
    services.put_cash_plan(amounts=even_cash(450_000, 3, 10), **ids(stage, sheet))
    assert queries.detail_of(stage, sheet.pk).cash == [0, 0, *[56_000] * 7, 58_000, 0, 0]


def test_two_people_do_not_overwrite_each_other(stage, sheet):
    put(stage, sheet, revision=0)
    with pytest.raises(services.DetailChanged):
        put(stage, sheet, revision=0)


def test_a_stranger_is_refused_and_nothing_is_kept(stage, sheet, stranger):
    with pytest.raises(PermissionDenied):
        put(stage, sheet, actor=stranger)
    assert not SheetDetail.objects.exists()


def typed(**more):
    values = {"beneficiaries": "1.250", "beneficiary_label": "petani", "first_month": "3", "last_month": "10"}
    rows = {"i-TOTAL_FORMS": "2", "i-INITIAL_FORMS": "0", "i-0-kind": "OUTPUT", "i-0-text": "Panjang jalan"}
    rest = {"i-0-target": "12,5", "i-0-measure": "km", "i-1-kind": "OUTCOME", "places": [SERANG], "revision": "0"}
    return values | rows | rest | more


def test_she_describes_the_form_on_its_page(client, staff, stage, sheet):
    client.force_login(staff)
    address = reverse("budget:details", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    assert "Serang" in client.get(address).content.decode()
    page = client.post(address, typed(), follow=True).content.decode()
    assert "Rencana lembar ini tersimpan." in page
    assert "1.250 petani" in page
    assert "Panjang jalan: 12,5 km" in page


def test_faults_stand_at_their_fields(client, staff, stage, sheet):
    client.force_login(staff)
    address = reverse("budget:details", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    answer = client.post(address, typed(beneficiaries="banyak", last_month="2", **{"i-0-target": ""}))
    assert set(answer.context["form"].errors) == {"beneficiaries", "last_month"}
    assert answer.context["rows"].total_error_count() == 1
    assert not SheetDetail.objects.exists()


def test_the_cash_page_offers_an_even_plan_and_says_what_is_missing(client, staff, stage, sheet):
    row(stage, sheet)
    client.force_login(staff)
    address = reverse("budget:cash", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    assert 'value="37.000"' in client.get(address).content.decode()
    assert "kurang Rp450.000" in client.post(address, {"revision": "0", "m1": "0"}).content.decode()
    client.post(address, {"revision": "0", "m6": "450.000"})
    assert queries.detail_of(stage, sheet.pk).cash[5] == 450_000
