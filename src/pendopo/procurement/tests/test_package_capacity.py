"""Sisa kemampuan paket (SKP): what a firm may still take, by contracts in our records and works it declares."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from pendopo.procurement.models import Contract, SupplierAccount, SupplierCapacity
from pendopo.procurement.queries import package_capacity_of
from pendopo.procurement.rules_suppliers import most_at_once, packages_at_most
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

TODAY = f.NOON.date()
RULE = {"small": 5, "other": 6, "other_factor": "1.2"}


def contract(firm, unit, status="EFFECTIVE", **more):
    own = {"title": "Jalan", "number": "1", "date": TODAY, "amount": 1, "value_amount": 1, "created_at": f.NOON}
    return Contract.objects.create(
        key=uuid.uuid4(), unit=unit, year=f.YEAR, supplier=firm, status=status, **own | more
    )  # fmt: skip


def stated(firm, kind="WORK_IN_HAND", **more):
    return SupplierCapacity.objects.create(supplier=firm, kind=kind, name="Talud", added_at=f.NOON, **more)


def numbers(firm, kind="WORKS"):
    found = package_capacity_of([firm], TODAY, kind=kind)[firm.pk]
    return found.most, found.contracts, found.declared, found.left, found.refuses


@pytest.mark.parametrize(("small", "most", "kp"), [(True, 50, 5), (False, 0, 6), (False, 5, 6), (False, 8, 9)])
def test_the_capacity_is_five_for_small_firms_else_six_or_more(small, most, kp):
    assert packages_at_most(RULE, small=small, most=most) == kp


def test_spans_that_share_a_day_are_handled_at_once():
    day = dt.timedelta(days=1)
    spans = [(TODAY, TODAY + 2 * day), (TODAY + 2 * day, TODAY + 3 * day), (TODAY + 3 * day, TODAY + 9 * day)]
    assert (most_at_once(spans), most_at_once([])) == (2, 0)


def test_running_contracts_and_declared_works_count_ended_ones_do_not(opd):
    firm, day = supplier(), dt.timedelta(days=1)
    for status in ("SIGNED", "EFFECTIVE", "FINISHED", "TERMINATED", "DRAFT"):
        contract(firm, opd, status)
    stated(firm, quantity=2, to_date=TODAY)
    stated(firm, to_date=TODAY - day)
    stated(firm, from_date=TODAY + day)
    stated(firm, kind="EQUIPMENT")
    assert numbers(firm) == (5, 2, 2, 1, False)
    contract(firm, opd)
    assert numbers(firm) == (5, 3, 2, 0, True)
    assert numbers(firm, "CONSULTANCY") == (5, 3, 2, 0, False)


def test_a_larger_firm_has_what_it_once_handled_and_a_fifth_more(opd):
    firm = supplier(scale="MEDIUM")
    span = {"from_date": TODAY - dt.timedelta(days=400), "to_date": TODAY - dt.timedelta(days=300)}
    stated(firm, kind="EXPERIENCE", quantity=10, **span)
    assert numbers(firm) == (12, 0, 0, 12, False)
    old = {key: day - dt.timedelta(days=5 * 365) for key, day in span.items()}
    SupplierCapacity.objects.update(**old)
    assert numbers(firm) == (6, 0, 0, 6, False)


def test_many_firms_cost_no_more_queries(opd, django_assert_num_queries):
    firms = [supplier(nib=f"123456789013{number}") for number in range(3)]
    for one in firms:
        contract(one, opd)
    with django_assert_num_queries(3):
        package_capacity_of(firms, TODAY)


def test_the_member_and_the_firm_see_the_numbers(client, opd):
    run = e.run(opd, kind="WORKS")
    pokja, offer = e.committee(run), e.offer(run, 1, 1_000_000_000)
    for _number in range(5):
        contract(offer.supplier, opd)
    client.force_login(pokja[0])
    page = client.get(reverse("procurement:sheet", kwargs={"code": run.code, "participant": offer.pk})).text
    said = "SKP 0: paling banyak 5 paket, dikurangi 5 kontrak berjalan di sini dan 0 yang dinyatakan di tempat lain."
    assert said in page
    assert "Tidak ada sisa kemampuan: alasan menolak" in page
    SupplierAccount.objects.create(supplier=offer.supplier, user=pokja[2], named_at=f.NOON)
    client.force_login(pokja[2])
    own = client.get(reverse("procurement:own_work", kwargs={"supplier": offer.supplier_id})).text
    assert said in own
