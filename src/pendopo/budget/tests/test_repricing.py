"""When standards change: which rows of the draft they touch, and letting rows follow in one act that can be undone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import LineItem, Pagu, PriceEdition, PriceItem, PriceRevision
from pendopo.budget.repricing import amount_at
from pendopo.budget.tests import factories
from pendopo.budget.tests.factories import NOON

PRICES = {"Kertas": (54_000, "rim", 56_700, "rim"), "Pena": (3_000, "buah", 3_000, "buah")}
PRICES |= {"Tinta": (80_000, "botol", 7_000, "ml"), "Pita": (20_000, "buah", None, "")}


def priced(edition, name, price, measure):
    item, _new = PriceItem.objects.get_or_create(kind="SSH", code=f"SSH-{name}", name=name)
    return PriceRevision.objects.create(item=item, edition=edition, price_amount=price, measure=measure)


@pytest.fixture
def editions(db):
    old, new = (
        PriceEdition.objects.create(title=title, status=status, valid_from_date=dt.date(year, 1, 1), opened_at=NOON)
        for title, status, year in (("SSH lama", "SUPERSEDED", 2025), ("SSH baru", "EFFECTIVE", 2026))
    )
    for name, (before, unit, after, new_unit) in PRICES.items():
        priced(old, name, before, unit)
        if after is not None:
            priced(new, name, after, new_unit)
    return old, new


@pytest.fixture
def form(opd, staff, editions, now):
    stage = factories.draft_stage()
    sheet = factories.sheet(stage, opd)
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": factories.account_id(stage)}
    for name, price, volume in (
        ("Kertas", 54_000, "10"),
        ("Kertas", 50_000, "2"),
        ("Pena", 3_000, "7"),
        ("Tinta", 80_000, "1"),
        ("Pita", 20_000, "3"),
    ):
        standard = PriceRevision.objects.get(edition=editions[0], item__name=name).pk
        values = factories.row(price, volume, component=name, price_id=standard, tax_percent=Decimal(11))
        services.put_item(values=values, actor=staff, now=now, **ids)
    return stage, sheet


def fates(form, edition):
    rows = queries.rows_to_reprice(form[0], edition)
    return [(row.component, row.fate, row.amount, row.new_amount, row.difference) for row in rows]


def keys(form, edition):
    return {row.pk: row.revision for row in queries.rows_to_reprice(form[0], edition) if row.fate == "FOLLOWS"}


def reprice(form, edition, actor, now, rows=None):
    rows = keys(form, edition) if rows is None else rows
    ids = {"stage_id": form[0].pk, "sheet_id": form[1].pk, "edition_id": edition.pk}
    return services.reprice_items(**ids, rows=rows, actor=actor, now=now)


def test_each_row_that_a_standard_touches_is_named_with_what_becomes_of_it(form, editions):
    assert amount_at(Decimal(10), 56_700, Decimal(11)) == 629_370
    assert fates(form, editions[1]) == [
        ("Kertas", "FOLLOWS", 599_400, 629_370, 29_970),
        ("Kertas", "OWN", 111_000, 125_874, 14_874),
        ("Tinta", "UNIT", 88_800, 88_800, 0),
        ("Pita", "GONE", 66_600, 66_600, 0),
    ]


def test_the_impact_is_summed_by_unit(form, editions, opd):
    assert queries.impact_by_unit(form[0], editions[1]) == [
        queries.UnitImpact(opd.code, opd.name, 4, 1, 865_800, 910_644)
    ]


def test_rows_follow_in_one_act_and_one_undo_takes_it_back(form, editions, staff, now):
    reprice(form, editions[1], staff, now)
    row = LineItem.objects.get(component="Kertas", volume=10)
    assert (row.unit_price_amount, row.amount, row.price.edition) == (56_700, 629_370, editions[1])
    assert sum(queries.account_amounts(*(form[0], form[1].pk)).values()) == 895_770 + 23_310
    entry = Entry.objects.get(event="budget.items.repriced")
    assert (entry.data["rows"], entry.data["difference"], entry.data["edition"]) == (1, 29_970, "SSH baru")
    services.undo_edit(stage_id=form[0].pk, sheet_id=form[1].pk, actor=staff, now=now)
    row = LineItem.objects.get(component="Kertas", volume=10)
    assert (row.unit_price_amount, row.amount, row.price.edition) == (54_000, 599_400, editions[0])


def still(form):
    return list(LineItem.objects.order_by("pk").values_list("unit_price_amount", "revision"))


def test_what_may_not_follow_is_refused_and_nothing_moves(form, editions, staff, now):
    before = still(form)
    stale = {pk: revision + 1 for pk, revision in keys(form, editions[1]).items()}
    other_unit = {LineItem.objects.get(component="Tinta").pk: 1}
    for rows, refusal in (
        (stale, services.ItemChanged),
        (keys(form, editions[1]) | other_unit, services.ItemChanged),
        ({}, services.NothingChosen),
    ):
        with pytest.raises(refusal):
            reprice(form, editions[1], staff, now, rows)
    PriceEdition.objects.filter(pk=editions[1].pk).update(status="APPROVED")
    with pytest.raises(services.PriceRefused):
        reprice(form, editions[1], staff, now)
    other = people.person("lain@contoh.id", "Orang Lain", roles=["tapd"])
    with pytest.raises(PermissionDenied):
        reprice(form, editions[1], other, now)
    assert still(form) == before
    assert not Entry.objects.filter(event="budget.items.repriced").exists()


def test_a_row_below_its_standard_follows_when_somebody_chooses_it(form, editions, staff, now):
    row = LineItem.objects.get(component="Kertas", volume=2)
    reprice(form, editions[1], staff, now, {row.pk: row.revision})
    row.refresh_from_db()
    assert (row.unit_price_amount, row.amount, row.price.edition) == (56_700, 125_874, editions[1])
    assert LineItem.objects.get(component="Kertas", volume=10).unit_price_amount == 54_000


def test_a_price_that_would_break_the_ceiling_stays_out(form, editions, staff, now):
    Pagu.objects.filter(stage=form[0]).update(amount=900_000)
    before = still(form)
    with pytest.raises(services.CeilingExceeded):
        reprice(form, editions[1], staff, now)
    assert still(form) == before


def page(form):
    return reverse("budget:reprice", kwargs={"stage": form[0].pk, "sheet": form[1].pk})


def test_the_page_shows_old_and_new_and_applies_what_is_ticked(client, form, editions, staff):
    client.force_login(staff)
    text = client.get(page(form)).content.decode()
    assert "Rp54.000" in text
    assert "Rp56.700" in text
    assert "+Rp29.970" in text
    assert (text.count('type="checkbox"'), text.count(" checked>")) == (2, 1)
    assert client.post(page(form), {}).status_code == 200
    assert client.post(page(form), {"baris": ["x", "1.2.3", "9" * 30]}).status_code == 200
    ((pk, revision),) = keys(form, editions[1]).items()
    assert client.post(page(form), {"baris": f"{pk}.{revision}"}).status_code == 302
    assert LineItem.objects.get(pk=pk).unit_price_amount == 56_700
    for entry in ("Harga yang berubah", "Sebelumnya tidak seharga standar: periksa"):
        assert entry in client.get(page(form)).content.decode()


def test_without_changed_prices_the_page_says_so(client, form, editions, staff):
    LineItem.objects.exclude(component="Pena").update(price=None)
    client.force_login(staff)
    assert "Semua baris sudah memakai harga yang berlaku" in client.get(page(form)).content.decode()


def test_the_budget_team_sees_every_unit(client, form, editions, opd):
    address = reverse("budget:price_impact", kwargs={"edition": editions[1].pk})
    client.force_login(people.person("tapd@contoh.id", "Tim Anggaran", roles=["tapd"]))
    text = client.get(address, {"unit": opd.code}).content.decode()
    assert opd.name in text
    assert (text.count("+Rp29.970"), text.count("+Rp44.844")) == (1, 2)
    assert "Satuan standar berubah" in text
    assert (
        "Tidak ada baris yang terdampak"
        in client.get(reverse("budget:price_impact", kwargs={"edition": editions[0].pk})).content.decode()
    )
    assert client.get(address, {"tahap": "9" * 30, "unit": "'"}).status_code == 200


@pytest.mark.parametrize("roles", [["pptk"], ["apip"], []])
def test_others_do_not_see_prices_that_are_not_in_force(client, form, editions, roles):
    client.force_login(people.person("lain@contoh.id", "Orang Lain", roles=roles))
    assert client.get(reverse("budget:price_impact", kwargs={"edition": editions[1].pk})).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(client, form, editions, staff, now):
    client.force_login(people.person("tapd@contoh.id", "Tim Anggaran", roles=["tapd"]))
    address = reverse("budget:price_impact", kwargs={"edition": editions[1].pk})
    ids = {"stage_id": form[0].pk, "sheet_id": form[1].pk, "account_id": factories.account_id(form[0])}
    standard = PriceRevision.objects.get(edition=editions[0], item__name="Kertas").pk
    counts = []
    for more in (0, 0, 20):
        for _number in range(more):
            services.put_item(values=factories.row(54_000, "1", price_id=standard), actor=staff, now=now, **ids)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[1] == counts[2]
