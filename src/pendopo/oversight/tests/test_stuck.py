"""Where a chain is stuck: the gravest thing first, one sentence."""

import datetime as dt
from decimal import Decimal as D

import pytest

from pendopo.oversight.stuck import PackageFacts, WorkFacts, stuck_of_package, stuck_of_work

TODAY = dt.date(2026, 11, 24)
RUNNING = {
    "started": True, "planned": True, "reported": True, "starts_date": dt.date(2026, 9, 1),
    "ends_date": dt.date(2026, 12, 15), "figures_date": dt.date(2026, 11, 22), "realised": D(60), "deviation": D(1),
    "value_amount": D(1_000),
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "code", "kind"),
    [
        ({"terminated": True, "end_reason": "Penyedia mundur"}, "terminated", "late"),
        ({"started": False}, "not_started", "wait"),
        ({"handed_over": True}, "to_pay", "wait"),
        ({"handed_over": True, "paid_amount": D(1_000)}, "paid", "good"),
        ({"realised": D(100), "deviation": D(0)}, "to_hand_over", "wait"),
        ({"ends_date": dt.date(2026, 11, 20)}, "overdue", "late"),
        ({"deviation": D("-11"), "critical": True}, "critical", "late"),
        ({"deviation": D("-2")}, "behind", "wait"),
        ({"figures_date": dt.date(2026, 11, 9)}, "silent", "wait"),
        ({"figures_date": dt.date(2026, 11, 10)}, "on_track", "good"),
        ({"planned": False, "reported": False, "realised": None, "deviation": None}, "no_plan", "wait"),
        ({}, "on_track", "good"),
    ],
)
def test_the_gravest_thing_is_said(more, code, kind):
    found = stuck_of_work(WorkFacts(**RUNNING | more), TODAY)
    assert (found.code, found.kind) == (code, kind)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (PackageFacts(cancelled=True, cancel_reason="Digabung"), "cancelled"),
        (PackageFacts(selection_to_date=dt.date(2026, 11, 20)), "selection_late"),
        (PackageFacts(running=True, selection_to_date=dt.date(2026, 12, 1)), "selecting"),
        (PackageFacts(), "to_select"),
    ],
)
def test_a_package_without_a_contract_waits_for_its_selection(facts, code):
    assert stuck_of_package(facts, TODAY).code == code
