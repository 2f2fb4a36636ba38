"""The golden examples of the handbook of monitoring, section 4."""

import datetime as dt
from decimal import Decimal as D

import pytest

from pendopo.monitoring import following
from pendopo.monitoring.states import Standing

CRITICAL = {"basis": "POINTS", "late_from_percent": "70", "early_points": "10", "late_points": "5"}
PLANNED = [(D(200), D(100)), (D(500), D(40)), (D(300), D(0))]


@pytest.mark.parametrize(
    ("second", "realised", "deviation", "standing"),
    [("20", "30.00", "-10.00", Standing.WATCH), ("19.9", "29.95", "-10.05", Standing.CRITICAL)],
)
def test_a_contract_is_critical_when_it_is_behind_by_more_than_ten_points(second, realised, deviation, standing):
    done = following.whole_percent([(D(200), D(100)), (D(500), D(second)), (D(300), D(0))])
    planned = following.whole_percent(PLANNED)
    assert (planned, done, done - planned) == (D("40.00"), D(realised), D(deviation))
    assert following.verdict_on(CRITICAL, planned=planned, realised=done, past_year_end=False).standing == standing


@pytest.mark.parametrize(
    ("planned", "realised", "past", "period"),
    [
        ("69.99", "60.00", False, ""),
        ("70.00", "64.99", False, "II"),
        ("70.00", "65.00", False, ""),
        ("70.00", "65.00", True, "III"),
        ("82.00", "76.00", False, "II"),
        ("90.00", "89.99", True, "III"),
        ("69.99", "65.00", True, ""),
        ("50.00", "39.99", False, "I"),
    ],
)
def test_the_late_period_is_stricter(planned, realised, past, period):
    found = following.verdict_on(CRITICAL, planned=D(planned), realised=D(realised), past_year_end=past)
    assert found.period == period
    assert found.standing == (Standing.CRITICAL if period else Standing.WATCH)


def test_a_threshold_relative_to_the_plan_is_a_row_of_law_too():
    relative = CRITICAL | {"basis": "RELATIVE"}
    found = following.verdict_on(relative, planned=D(60), realised=D(53), past_year_end=False)
    assert (found.standing, found.period) == (Standing.CRITICAL, "I")  # 11.67 percent of the plan
    assert following.verdict_on(CRITICAL, planned=D(60), realised=D(53), past_year_end=False).period == ""


def test_parts_are_weighted_by_value():
    assert following.whole_percent([(D(900), D(20)), (D(100), D(100))]) == D("28.00")
    assert following.whole_percent([]) == D("0.00")


def test_weights_are_a_hundred_together():
    weights = following.weights_of([D(1), D(1), D(1)])
    assert weights == [D("33.3334"), D("33.3333"), D("33.3333")]
    with pytest.raises(ValueError, match="no amounts"):
        following.weights_of([])


def test_a_fine_is_counted_on_the_value_without_vat():
    base = following.without_vat(D(199_100_000), D(11))
    assert base == 179_369_369
    assert following.fine_of(base=base, days_late=6, permil=D(1)) == 1_076_216
    part = base * D("0.2")
    assert following.fine_of(base=part, days_late=6, permil=D(1)) == 215_243
    assert following.fine_of(base=base, days_late=-2, permil=D(1)) == 0


def test_the_day_of_the_order_may_count_as_the_first():
    start = dt.date(2026, 3, 2)
    assert following.end_of(start, 30, first_day_counts=True) == dt.date(2026, 3, 31)
    assert following.end_of(start, 30, first_day_counts=False) == dt.date(2026, 4, 1)


def test_earned_value_shows_the_gap_between_work_and_money():
    found = following.earned_value(value=D(1000), planned=D(60), realised=D(45), paid=D(300))
    assert (found.planned, found.earned) == (600, 450)
    assert (found.schedule_variance, found.schedule_index, found.gap) == (-150, D("0.75"), 15)
