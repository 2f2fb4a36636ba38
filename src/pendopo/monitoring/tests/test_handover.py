"""Handover: only of what is done, its delay fined, its defects mended before the end, capital works as assets."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.handing import fine_for
from pendopo.monitoring.models import Asset, Bast, ContractExecution, Defect, Project
from pendopo.monitoring.services import DefectValues, HandoverRefused, ItemValues
from pendopo.monitoring.tests import factories as f

LATE = dt.datetime(2027, 1, 3, 5, 0, tzinfo=dt.UTC)
"""Six days after the last day of the work."""


@pytest.fixture
def road(lines, opd):
    """A road of 199,100,000 rupiah, VAT included, on a capital line."""
    contract = f.started(f.contract(opd, lines[1], amount=199_100_000))
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    project = Project.objects.get(execution__contract=contract)
    item = ItemValues("Lapis aspal", "m2", D(100), D(1_991_000), [D(25), D(50), D(75), D(100)], "1")
    f.agreed(project, [item])
    f.accepted(project, 4, ["100"])
    project.refresh_from_db()
    return project


def hand_over(project, now=LATE, **more):
    own = {"number": "BAST/1", "date": now.date(), "actor": SYSTEM, "now": now}
    return services.hand_over(project_id=project.pk, **own | more)


def test_the_handbooks_fine_is_on_the_value_without_vat(road):
    bast = hand_over(road)
    assert (bast.late_days, bast.fine_amount) == (6, 1_076_216)
    assert fine_for(D(199_100_000), ends=f.ENDS, handed=f.ENDS) == (0, 0)
    road.refresh_from_db()
    status = ContractExecution.objects.get(project=road).status
    assert (road.phase, status) == ("DONE", "PHO")


def test_what_is_not_done_or_has_no_real_day_is_refused(project, road):
    f.agreed(project)
    f.accepted(project, 1, ["100", "0", "0"])
    cases = [
        (project, {}, "unfinished"),
        (road, {"number": " "}, "number"),
        (road, {"date": dt.date(2027, 1, 4)}, "date"),
        (road, {"maintenance_until_date": LATE.date()}, "maintenance"),
        (road, {"defects": [DefectValues("Retak", dt.date(2027, 1, 1))]}, "defects"),
    ]
    for one, more, code in cases:
        with pytest.raises(HandoverRefused) as refused:
            hand_over(one, **more)
        assert refused.value.code == code
    assert not Bast.objects.exists()
    with pytest.raises(PermissionDenied):
        hand_over(road, actor=people.person("pptk@contoh.id", "Budi", roles=["pptk"], unit=road.unit))


def test_the_end_waits_for_defects_and_maintenance(road):
    until = dt.date(2027, 7, 2)
    hand_over(road, maintenance_until_date=until, defects=[DefectValues("Retak di KM 1+200", dt.date(2027, 2, 1))])
    later = dt.datetime(2027, 7, 5, 5, 0, tzinfo=dt.UTC)
    end = {"project_id": road.pk, "number": "BAST/2", "actor": SYSTEM, "now": later}
    with pytest.raises(HandoverRefused, match="open_defects"):
        services.hand_over_finally(date=until, **end)
    defect = Defect.objects.get()
    services.mend_defect(defect_id=defect.pk, note="Ditambal, dilihat pengawas", actor=SYSTEM, now=later)
    with pytest.raises(HandoverRefused, match="mended"):
        services.mend_defect(defect_id=defect.pk, note="Lagi", actor=SYSTEM, now=later)
    with pytest.raises(HandoverRefused, match="final_date"):
        services.hand_over_finally(date=dt.date(2027, 7, 1), **end)
    services.hand_over_finally(date=until, **end)
    assert ContractExecution.objects.get(project=road).status == "FHO"


def test_capital_works_become_assets_with_a_public_page_and_paper_does_not(client, road, project):
    hand_over(road)
    asset = Asset.objects.get()
    assert (asset.card, asset.value_amount, asset.status) == ("D", 199_100_000, "DRAFT")
    services.register_asset(asset_id=asset.pk, asset_code="1.3.4.01", condition="BAIK", actor=SYSTEM, now=LATE)
    shown = client.get(f"/jejak/asset/{asset.code}/").content.decode().replace("\xa0", " ")
    assert "KIB D" in shown
    assert "Rp199.100.000" in shown
    assert f"/proyek/{road.code}/" in shown
    f.agreed(project)
    f.accepted(project, 4, ["100", "100", "100"])
    hand_over(project)
    assert Asset.objects.count() == 1


def test_the_ppk_takes_a_work_over_on_its_page(client, road, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATE)
    people.sign_in(client, people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=road.unit))
    there = reverse("monitoring:handover", args=[road.code])
    said = {"number": "BAST/1", "date_day": "3", "date_month": "1", "date_year": "2027"}
    assert "titik koma" in client.post(there, said | {"defects": "Retak"}).content.decode()
    client.post(there, said | {"defects": "Retak di KM 1+200; 1-2-2027\nRambu miring; 15/1/2027"})
    assert [one.text for one in Defect.objects.all()] == ["Rambu miring", "Retak di KM 1+200"]
    shown = client.get(there).content.decode().replace("\xa0", " ")
    assert "6 hari, denda Rp1.076.216" in shown
    mend = reverse("monitoring:mend", args=[road.code, Defect.objects.first().pk])
    client.post(mend, {"note": "Ditegakkan"})
    assert Defect.objects.filter(mended_at__isnull=False).count() == 1
    client.logout()
    public = client.get(reverse("monitoring:project", args=[road.code])).content.decode()
    assert "Retak di KM 1+200" in public
