"""Flags and targets at entry: what a form would lead to is shown before it is saved, and kept when it is."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.flags.catalogue import BY_CODE, WHOLE
from pendopo.procurement.flags.counting import keep_all
from pendopo.procurement.flags.entry import recount
from pendopo.procurement.models import Package, ProcurementFlag
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_flags import DAY, YEAR, run, supplier
from pendopo.procurement.tests.test_package_pages import DATES

LOOK = {"periksa": "1"}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def typed(line, amount, **more):
    own = {"title": "Kertas", "kind": "GOODS", "volume": "1 paket", "method": "DIRECT", **DATES}
    return own | {f"rincian-{line.pk}": str(amount)} | more


def codes(thing):
    return [flag.code for flag in queries.flags_of(thing)]


def test_a_form_shows_its_flags_with_law_before_anything_is_saved(lines, opd, ppk):
    where = reverse("procurement:new_package", kwargs={"unit": opd.code, "year": f.YEAR})
    answer = signed_in(ppk).post(where, typed(lines[1], 199_000_000, **LOOK))
    assert "Sedikit di bawah batas pengadaan langsung" in answer.text
    assert "Ambang daerah: HPS dalam 5% di bawah batas metode" in answer.text
    assert "Rp199.000.000 adalah 99,5% dari batas Rp200.000.000 untuk Barang" in answer.text
    assert (Package.objects.count(), ProcurementFlag.objects.count()) == (0, 0)
    assert 'value="199000000"' in answer.text


def test_what_is_saved_carries_its_flags_at_once_and_loses_them_when_mended(lines, opd, ppk):
    package = f.draft(opd, {lines[1]: 250_000_000}, method="DIRECT")
    assert codes(package) == ["ID-OVERLIMIT"]
    shares = {lines[1].pk: 150_000_000}
    services.change_package(package_id=package.pk, values=f.values(), shares=shares, actor=SYSTEM, now=f.NOON)
    assert codes(package) == []
    assert ProcurementFlag.objects.get().gone_at == f.NOON
    page = signed_in(ppk).get(reverse("procurement:package_at_work", kwargs={"code": package.code}))
    assert "Di atas batas" not in page.text


def test_the_tenth_package_of_a_sub_activity_asks_about_all_of_them(lines, opd):
    made = [f.draft(opd, {lines[1]: 45_000_000}, title=f"Ruas {number}") for number in range(10)]
    flag = queries.flags_of(made[0])[0]
    assert (flag.code, flag.inputs["packages"], flag.inputs["amount"]) == ("ID-SPLIT", 10, 450_000_000)
    services.cancel_package(package_id=made[3].pk, reason="Digabung", actor=SYSTEM, now=f.NOON)
    assert codes(made[0]) == []


def test_a_change_below_the_target_is_warned_of_at_once(lines, opd, ppk):
    """The handbook's example: 12.6 of 30.0 are 42.0 %; one of 1.5 out of it leaves 37.0 % (here: hundredths of it)."""
    kept = f.announced(opd, {lines[1]: 111_000_000}, is_umk=True)
    moved = f.draft(opd, {lines[1]: 15_000_000}, is_umk=True)
    f.draft(opd, {lines[1]: 174_000_000})
    Line = type(lines[0])
    assert Line.objects.count() == 2
    target = queries.target_of_unit(opd, f.YEAR, f.NOON)
    assert (target.budget_amount, target.planned_umk) == (1_050_000_000, 126_000_000)
    example = queries.Target(**vars(target) | {"budget_amount": 300_000_000})
    assert str(example.umk_percent) == "42.0"
    after = queries.Target(**vars(example) | {"planned_umk": 111_000_000})
    assert (str(after.umk_percent), queries.fell_below(example, after, 40)) == ("37.0", True)
    assert not queries.fell_below(after, example, 40)
    assert kept.pk != moved.pk


def test_the_form_says_to_what_the_share_would_fall(lines, opd, ppk):
    first = f.draft(opd, {lines[1]: 441_000_000}, is_umk=True, method="TENDER", kind="WORKS")
    target = queries.target_of_unit(opd, f.YEAR, f.NOON)
    assert str(target.umk_percent) == "42.0"  # 441 of 1,050 million
    where = reverse("procurement:edit_package", kwargs={"code": first.code})
    own = typed(lines[1], 388_500_000, kind="WORKS", method="TENDER", is_umk="on")
    looked = signed_in(ppk).post(where, own | LOOK)
    said = "akan turun menjadi 37,0% dari anggaran belanja barang/jasanya; sekarang 42,0%"
    assert said in looked.text
    assert queries.target_of_unit(opd, f.YEAR, f.NOON) == target
    saved = signed_in(ppk).post(where, own, follow=True)
    assert said in saved.text


def test_a_draft_is_split_and_put_together_by_pages(lines, opd, ppk):
    package = f.draft(opd, {lines[0]: 100_000_000, lines[1]: 50_000_000})
    client, here = signed_in(ppk), {"code": package.code}
    split = reverse("procurement:split_package", kwargs=here)
    everything = {f"rincian-{lines[0].pk}": "100.000.000", f"rincian-{lines[1].pk}": "50.000.000"}
    refused = client.post(split, {"title": "Bagian", **everything})
    assert (refused.status_code, "tidak semuanya" in refused.text, Package.objects.count()) == (200, True, 1)
    assert client.post(split, {"title": "Bagian", f"rincian-{lines[0].pk}": "40.000.000"}).status_code == 302
    part = Package.objects.get(title="Bagian")
    package.refresh_from_db()
    assert (part.ceiling_amount, package.ceiling_amount) == (40_000_000, 110_000_000)
    merge = reverse("procurement:merge_packages", kwargs=here)
    assert "Bagian" in client.get(merge).text
    assert client.post(merge, {"other": part.pk}).status_code == 302
    package.refresh_from_db()
    part.refresh_from_db()
    assert (package.ceiling_amount, part.status) == (150_000_000, "CANCELLED")


@pytest.mark.parametrize("name", ["split_package", "merge_packages"])
def test_an_announced_package_is_neither_split_nor_merged(lines, opd, ppk, name):
    package = f.announced(opd, {lines[0]: 100_000_000})
    assert signed_in(ppk).get(reverse(f"procurement:{name}", kwargs={"code": package.code})).status_code == 403


def test_a_stranger_to_the_unit_sees_no_draft_flags(lines, opd):
    f.draft(opd, {lines[1]: 250_000_000})
    auditor = people.person("apip@contoh.id", "Tim APIP", roles=["apip"])
    page = signed_in(auditor).get(reverse("procurement:flags", kwargs={"year": f.YEAR}))
    assert "Di atas batas pengadaan langsung" in page.text
    public = Client().get(reverse("procurement:public_flags_year", kwargs={"year": f.YEAR}))
    assert "Tidak ada tanda" in public.text


def _changed_somehow(dice, made):
    """One run, changed as acts change it: its state, its time, its estimate, what became of one offer."""
    one = dice.choice(made)
    one.status = dice.choice(["OPEN", "DECIDED", "DECIDED", "CONTRACTED", "FAILED"])
    one.deadline_at = one.announced_at + dice.choice([2, 9]) * DAY
    one.hps_amount = dice.choice([1_000, 1_999_000_000, 2_000_000_000])
    one.save()
    offer = dice.choice(list(one.participants.order_by("pk")))
    offer.status, offer.price_amount = dice.choice(["VALID", "DISQUALIFIED"]), dice.choice([800, 900, 950])
    offer.save()
    return one


@pytest.mark.parametrize("seed", range(3))
def test_what_acts_counted_is_what_the_whole_year_counts(opd, other_opd, seed, django_assert_num_queries):
    """After each change only its own run is counted; a count of the year then finds nothing to write."""
    dice, firms = random.Random(seed), [supplier(number, address="Jl. Pemuda No. 12") for number in range(3)]
    offers = [(firm, 900 + place, "VALID", not place) for place, firm in enumerate(firms)]
    kinds = [{"method": "DIRECT", "kind": "GOODS"}, {}, {"method": "SELECTION"}, {"practice": True}]
    made = [run(unit, offers, **more) for unit in (opd, other_opd) for more in kinds]
    for one in made:
        recount(one, f.NOON)
    for _step in range(25):
        changed = _changed_somehow(dice, made)
        if not changed.practice:
            with django_assert_num_queries(3):
                recount(changed, f.NOON)
    assert ProcurementFlag.objects.filter(gone_at=None).count() > 5
    assert ProcurementFlag.objects.exclude(gone_at=None).exists()
    counted = [one for one in keep_all(YEAR, f.NOON) if BY_CODE[one.code].about != WHOLE]
    assert [one for one in counted if one.kept or one.gone] == []
