"""How offers are compared, by the handbook's own examples, to the rupiah."""

from decimal import Decimal as D

from pendopo.procurement import evaluation_rules as er
from pendopo.procurement import rules
from pendopo.procurement.evaluation_rules import Comparison, Offer

PREFERENCE = {"above_amount": 1_000_000_000, "least_tkdn_percent": "25", "GOODS": "25", "WORKS": "25"}
GUARANTEE = {"above_amount": 200_000_000, "percent": "5", "low_below_percent": "80", "exempt_kinds": ["CONSULTANCY"]}


def how(evaluation="LOWEST_PRICE", hps=1_200_000_000, kind="GOODS", tie="EARLIER", weight=None):
    return Comparison(evaluation, kind, D(hps), PREFERENCE, tie, weight)


def test_the_dearer_offer_wins_by_domestic_content_and_is_paid_its_own_price():
    a = Offer(1, D(1_000_000_000), tkdn_percent=D(40))
    b = Offer(2, D(930_000_000), tkdn_percent=D(10))
    found = er.ranked([b, a], how())
    assert [(one.id, one.evaluated, one.price) for one in found] == [
        (1, D("900000000.00"), D(1_000_000_000)),
        (2, D(930_000_000), D(930_000_000)),
    ]


def test_no_preference_where_the_run_is_small_or_the_content_below_the_least():
    a, b = Offer(1, D(1_000_000_000), tkdn_percent=D("24.99")), Offer(2, D(930_000_000), tkdn_percent=D(40))
    assert er.ranked([a], how())[0].evaluated == D(1_000_000_000)
    assert [one.id for one in er.ranked([a, b], how(hps=1_000_000_000))] == [2, 1]
    assert er.ranked([b], how(hps=1_000_000_000))[0].evaluated == D(930_000_000)


def test_quality_and_cost_of_the_handbook():
    a, b = Offer(1, D(400), technical=D(85)), Offer(2, D(340), technical=D(78))
    found = er.ranked([b, a], how("QUALITY_COST", kind="CONSULTANCY", weight=D("0.8")))
    assert [(one.id, one.score) for one in found] == [(1, D("85.000")), (2, D("82.400"))]


def test_equal_prices_go_to_higher_content_then_to_the_rule_of_the_document():
    small = {"hps": 900_000_000}
    a = Offer(1, D(500), tkdn_percent=D(30), arrived=2.0, technical=D(80))
    b = Offer(2, D(500), tkdn_percent=D(30), arrived=1.0, technical=D(70))
    c = Offer(3, D(500), tkdn_percent=D("30.01"), arrived=9.0)
    assert [one.id for one in er.ranked([a, b, c], how(**small))] == [3, 2, 1]
    assert [one.id for one in er.ranked([a, b, c], how(tie="TECHNICAL", **small))] == [3, 1, 2]


def test_unit_price_times_volume_wins_over_what_was_written():
    assert er.line_amount(D("12.5"), D("1000.33")) == D("12504.13")
    assert er.corrected_price([(D(10), D(150_000)), (D(4), D("25000.50"))]) == D("1600002.00")


def test_the_estimate_is_a_ceiling_but_not_for_consultancy_and_low_begins_below_80_percent():
    hps, law = D(1_000_000_000), {"below_percent_of_hps": "80"}
    above = hps + D("0.01")
    assert [er.is_above_hps(above, hps=hps, kind=kind) for kind in ("GOODS", "CONSULTANCY")] == [True, False]
    assert not er.is_above_hps(hps, hps=hps, kind="GOODS")
    assert [er.is_unusually_low(law, price, hps=hps) for price in (D("799999999.99"), D(800_000_000))] == [True, False]


def test_the_guarantee_of_a_low_price_is_taken_of_the_estimate():
    price, hps = D(780_000_000), D(1_000_000_000)
    assert rules.performance_guarantee(GUARANTEE, kind="GOODS", hps=hps, price=price) == D("50000000.00")


def test_votes_means_and_who_decides():
    assert [er.fails(votes) for votes in ([True, False, False], [True, False], [True, True, False])] == [
        True, False, False,
    ]  # fmt: skip
    scores = [D(80), D(90), D(85)]
    assert (er.mean(scores), er.spread(scores)) == (D("85.000"), D(10))
    law = {"TENDER": 100, "SELECTION": 10}
    asked = [("TENDER", 100), ("TENDER", 101), ("SELECTION", 11), ("FAST_TENDER", 99)]
    assert [er.decided_by_pa(law, method=method, amount=D(amount)) for method, amount in asked] == [
        False, True, True, False,
    ]  # fmt: skip
