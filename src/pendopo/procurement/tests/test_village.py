"""A village buys from its own budget: the road, who may walk it, and that no rupiah leaves the row twice."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from pendopo.budget.models import FundsBalance
from pendopo.budget.services import FundsExceeded
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.models import VillagePackage, VillagePayment
from pendopo.procurement.tests import village_factories as f

LATER = f.NOON + dt.timedelta(days=4)


@pytest.fixture
def desa(db):
    return f.village()


def refused(code, act, *args, **named):
    with pytest.raises(services.VillageRefused) as refusal:
        act(*args, **named)
    assert refusal.value.code == code
    return refusal.value.more


def sums(desa):
    row = FundsBalance.objects.get(line=desa.line)
    return row.reserved_amount, row.committed_amount, row.spent_amount


def offer(seller, amount, actor, now=LATER):
    return services.record_village_offer(
        seller_id=seller.pk, amount=D(amount), date=f.TODAY, paper=f.PDF, actor=actor, now=now
    )


def test_a_request_for_quotations_goes_from_the_row_to_the_last_rupiah(desa):
    package = f.announced(desa)
    assert sums(desa) == (30_000_000, 0, 0)
    tpk, own = desa.team[0], {"package_id": package.pk}
    first = f.seller(desa, package, "Toko Lereng")
    ask = {**own, "deadline": f.NOON + dt.timedelta(days=2), "actor": tpk, "now": f.NOON}
    assert refused("few_sellers", services.ask_village_sellers, **ask) == {"number": 2}
    second = f.seller(desa, package, "UD Kota", nearness="OTHER")
    services.ask_village_sellers(**ask)
    refused("sealed_yet", offer, first, 29_000_000, tpk, now=f.NOON)
    offer(first, 29_000_000, tpk)
    offer(second, 28_000_000, tpk)
    refused("reason_far", services.decide_village_seller, seller_id=second.pk, reason="", actor=tpk, now=LATER)
    refused("reason_cheapest", services.decide_village_seller, seller_id=first.pk, reason="", actor=tpk, now=LATER)
    talk = {"seller_id": first.pk, "note": "Antar gratis", "actor": tpk, "now": LATER}
    refused("talk_above", services.negotiate_village_offer, amount=D(29_000_001), **talk)
    services.negotiate_village_offer(amount=D(27_500_000), **talk)
    services.decide_village_seller(seller_id=first.pk, reason="", actor=tpk, now=LATER)
    services.agree_village_package(
        **own, number="1/SPK/2026", date=f.TODAY, due_date=f.TODAY, actor=desa.kades, now=LATER
    )
    assert sums(desa) == (0, 27_500_000, 0)
    services.report_village_package(**own, values=services.ReportValues("Lengkap"), actor=tpk, now=LATER)
    refused("not_accepted", f.pay, desa, package, 1)
    services.accept_village_package(**own, actor=desa.kades, now=LATER)
    assert refused("overpaid", f.pay, desa, package, 27_500_001) == {"amount": D(27_500_000)}
    f.pay(desa, package, 20_000_000)
    refused("unpaid", services.settle_village_package, **own, actor=desa.kades, now=LATER)
    f.pay(desa, package, 7_500_000, "K-2")
    settled = services.settle_village_package(**own, actor=desa.kades, now=LATER)
    assert (settled.status, sums(desa)) == ("SETTLED", (0, 27_500_000, 27_500_000))
    assert [one.kind for one in settled.papers.all()] == ["DECISION", "AGREEMENT", "HANDOVER"]
    assert all(one.document.public for one in settled.papers.all())


def test_self_managed_work_with_paid_residents_gives_the_rest_back(desa):
    package = f.announced(desa, way="SELF_MANAGED", kind="WORKS", cash_for_work=True, ceiling_amount=150_000_000)
    own = {"package_id": package.pk, "now": f.NOON}
    services.begin_village_work(**own, number="9/2026", date=f.TODAY, due_date=None, actor=desa.kades)
    f.pay(desa, package, 40_000_000)
    report = {"actor": desa.team[1], **own}
    refused("workers", services.report_village_package, values=services.ReportValues("Jalan"), **report)
    values = services.ReportValues("Jalan 640 m", workers=18, work_days=540, wages_amount=D(54_000_000))
    services.report_village_package(values=values, **report)
    services.accept_village_package(**own, actor=desa.kades)
    f.pay(desa, package, 60_000_000, "K-2")
    services.settle_village_package(**own, actor=desa.kades)
    assert sums(desa) == (0, 100_000_000, 100_000_000)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"way": "DIRECT", "ceiling_amount": 10_000_001}, "way_limit"),
        ({"way": "QUOTATION", "kind": "WORKS"}, "self_managed_first"),
        ({"ceiling_amount": f.ROW + 1, "way": "AUCTION"}, "line_amount"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(desa, given, code):
    refused(code, f.draft, desa, **given)
    assert not VillagePackage.objects.exists()


def test_the_sample_packages_stand_where_they_should(desa):
    f.more_rows(desa, {"5.2.7": 92_000_000, "5.3.7": 160_000_000, "5.2.2": 35_000_000, "5.3.5": 150_000_000})
    services.seed_village(year=2026, actor=SYSTEM, now=f.NOON)
    found = dict(VillagePackage.objects.values_list("title", "status"))
    assert sorted(found.values()) == ["AGREED", "ANNOUNCED", "ASKED", "DRAFT", "SETTLED"]
    assert services.seed_village(year=2026, actor=SYSTEM, now=f.NOON) == 0


def test_limits_of_the_ways_are_dated_rows(desa):
    limits = queries.limits_on(f.TODAY)
    assert limits == {"DIRECT": 10_000_000, "QUOTATION": 200_000_000, "AUCTION": None}
    assert [queries.way_for(amount, limits) for amount in (10_000_000, 10_000_001, 200_000_001)] == [
        "DIRECT", "QUOTATION", "AUCTION",
    ]  # fmt: skip


def test_the_team_is_three_with_no_tie_and_without_head_or_treasurer(desa):
    package = f.draft(desa)
    announce = {"package_id": package.pk, "actor": desa.kades, "now": f.NOON}
    refused("no_team", services.announce_village_package, **announce)
    name = {"package_id": package.pk, "number": "7", "date": f.TODAY, "actor": desa.kades, "now": f.NOON}
    wrong = {desa.team[0].pk: "CHAIR", desa.team[1].pk: "SECRETARY", desa.kaur.pk: "MEMBER"}
    assert refused("barred", services.name_activity_team, seats=wrong, **name) == {"names": "Kaur"}
    wrong = {desa.team[0].pk: "CHAIR", desa.team[1].pk: "SECRETARY", desa.sekdes.pk: "MEMBER"}
    refused("no_tpk", services.name_activity_team, seats=wrong, **name)
    refused("team_size", services.name_activity_team, seats={desa.team[0].pk: "CHAIR"}, **name)
    f.team(desa, package)
    services.declare_team_interest(package_id=package.pk, interest="Adik penjual", actor=desa.team[2], now=f.NOON)
    assert refused("interest", services.announce_village_package, **announce) == {"names": "Tpk3"}


def test_who_has_no_duty_for_an_act_is_refused(desa):
    package = f.bought(desa)
    own = {"package_id": package.pk, "now": f.NOON}
    values = services.PaymentValues("K-9", f.TODAY, D(1))
    for actor in (desa.kades, desa.team[0], desa.sekdes, desa.camat):
        with pytest.raises(PermissionDenied):
            services.pay_village_package(**own, values=values, actor=actor)
    with pytest.raises(PermissionDenied):
        services.settle_village_package(**own, actor=desa.kaur)
    again = f.announced(desa, title="Lain")
    with pytest.raises(PermissionDenied):
        services.add_village_seller(
            package_id=again.pk, values=services.SellerValues("Toko", "OWN"), actor=desa.sekdes, now=f.NOON
        )


def test_an_auction_with_one_offer_is_asked_again_and_a_cancelled_plan_frees_its_money(desa):
    package = f.announced(desa, way="AUCTION")
    tpk, own = desa.team[0], {"package_id": package.pk, "now": f.NOON}
    refused("deadline", services.ask_village_sellers, **own, deadline=f.NOON + dt.timedelta(days=2), actor=tpk)
    services.ask_village_sellers(**own, deadline=f.NOON + dt.timedelta(days=3), actor=tpk)
    only = f.seller(desa, package, "CV Satu")
    offer(only, 29_000_000, tpk)
    decide = {"seller_id": only.pk, "reason": "", "actor": tpk, "now": LATER}
    assert refused("few_offers", services.decide_village_seller, **decide) == {"number": 2}
    failed = services.fail_village_request(package_id=package.pk, reason="Satu saja", actor=tpk, now=LATER)
    assert (failed.status, failed.round, queries.sellers_of_round(failed)) == ("ANNOUNCED", 2, [])
    services.cancel_village_package(**own, reason="Musim hujan", actor=desa.kades)
    assert sums(desa) == (0, 0, 0)


def _at_once(acts):
    """Run the acts on connections of their own at the same moment; give what each answered or raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            return act()
        except (FundsExceeded, services.VillageRefused) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_never_take_more_than_the_row_has():
    desa = f.village()
    packages = [f.draft(desa, title=title, ceiling_amount=120_000_000) for title in ("Satu", "Dua")]
    for package in packages:
        f.team(desa, package)
    acts = [
        lambda pk=one.pk: services.announce_village_package(package_id=pk, actor=desa.kades, now=f.NOON)
        for one in packages
    ]
    answers = _at_once(acts)
    assert sorted(isinstance(one, FundsExceeded) for one in answers) == [False, True]
    assert sums(desa) == (120_000_000, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_payments_at_once_never_pay_more_than_was_agreed():
    desa = f.village()
    package = f.bought(desa)
    answers = _at_once([lambda n=n: f.pay(desa, package, 6_000_000, f"K-{n}") for n in (1, 2)])
    assert [one.code for one in answers if isinstance(one, services.VillageRefused)] == ["overpaid"]
    assert (VillagePayment.objects.count(), sums(desa)) == (1, (0, 9_000_000, 6_000_000))
