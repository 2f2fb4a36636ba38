"""The arithmetic of payments against the handbook's numbers, and the hard stops one by one."""

import dataclasses
import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.instance.holidays import rest_days
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.monitoring import paying
from pendopo.monitoring.following import fine_of, without_vat
from pendopo.monitoring.paying import Standing
from pendopo.monitoring.stopping import Facts, PaymentStopped, Refused, checks_of, refuse_failed

MILLION = 1_000_000
SOME = Standing(D(1_000 * MILLION), D(30), D(5), advance=D(300 * MILLION))


def test_a_term_gives_back_its_part_of_the_advance_and_keeps_the_retention():
    asked = paying.term_of(SOME, D(40))
    assert (asked.gross, asked.recovery, asked.retention) == (400 * MILLION, 120 * MILLION, 20 * MILLION)
    assert asked.charged == asked.net == 260 * MILLION
    assert asked.deductions == [("ADVANCE", 120 * MILLION), ("RETENTION", 20 * MILLION)]


def test_nothing_of_the_advance_is_left_at_the_end_and_everything_together_is_the_contract():
    standing, charged = Standing(D("999999999.97"), D("33.33"), D(5)), D(0)
    asked = paying.advance_of(standing)
    standing, charged = dataclasses.replace(standing, advance=asked.gross), asked.charged
    for percent in (D("33.33"), D("66.67"), D(100)):
        asked = paying.term_of(standing, percent)
        charged += asked.charged
        standing = dataclasses.replace(
            standing, claimed=standing.claimed + asked.gross, recovered=standing.recovered + asked.recovery,
            retained=standing.retained + asked.retention,
        )  # fmt: skip
    assert standing.recovered == standing.advance
    assert charged + paying.release_of(standing).charged == standing.value


def test_taxes_are_lines_between_what_is_charged_and_what_is_transferred():
    """222 million with 11 percent VAT inside: 200 without it, 22 VAT, 2.65 percent of 200 are 5.3."""
    asked = paying.taxed(paying.Asked(D(222 * MILLION)), vat_percent=D(11), income=[("PPH4_2", D("2.65"))])
    assert asked.taxes == (("PPN", 22 * MILLION), ("PPH4_2", 5_300_000))
    assert asked.net == D(194_700_000)


def test_the_fine_stands_among_the_deductions():
    fine = fine_of(base=without_vat(D(199_100_000), D(11)), days_late=6, permil=D(1))
    asked = paying.term_of(Standing(D(199_100_000)), D(100), fine)
    assert (asked.deductions, asked.net) == ([("FINE", 1_076_216)], D(199_100_000 - 1_076_216))


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 10**9), min_size=1), st.data())
def test_parts_of_lines_add_up_and_none_is_above_what_is_left(lines, data):
    left = {pk: D(cents) / 100 for pk, cents in lines.items()}
    amount = D(data.draw(st.integers(1, sum(lines.values())))) / 100
    parts = paying.split_over(amount, left)
    assert sum(parts.values()) == amount
    assert all(0 < part <= left[pk] for pk, part in parts.items())


def test_lines_that_have_too_little_bear_nothing():
    for amount in (D("3.01"), D(0)):
        with pytest.raises(ValueError, match=str(amount)):
            paying.split_over(amount, {1: D(1), 2: D(2)})


def test_two_working_days_around_lebaran_2026_are_nine_days():
    """From Tuesday 17 March: Nyepi, Idul Fitri and joint leave until the 24th; Wednesday and Thursday are worked."""
    calendar = WorkingCalendar(frozenset(day.day for day in rest_days([2026])))
    rule = {"issue_working_days": 2, "refuse_working_days": 1}
    assert paying.due_date(calendar, dt.date(2026, 3, 17), rule) == dt.date(2026, 3, 26)
    assert paying.due_date(calendar, dt.date(2026, 3, 17), rule, "refuse") == dt.date(2026, 3, 25)


def facts(**more):
    """A term of 120 of a contract of 198 on a line of 200 with 150 released (million), that nothing stops."""
    own = {
        "this": D(120), "day": dt.date(2026, 9, 1), "year": 2026, "purpose": "TERM", "value": D(198),
        "contract_before": D(0), "spd_released": D(150), "spd_before": D(0), "line_limits": {1: D(200)},
        "line_before": {}, "line_this": {1: D(120)}, "stage_amounts": {1: D(200)}, "stage_held": {1: D(198)},
        "bound": D(198), "claim_percent": D(60), "accepted_percent": D(60), "handed_over": False,
        "finally_over": False,
    }  # fmt: skip
    return Facts(**own | more)


def failed(**more):
    return [(one.number, one.code) for one in checks_of(facts(**more)) if one.outcome == "FAILED"]


def test_the_handbooks_example_passes_and_its_next_payment_is_refused_by_the_spd_alone():
    assert failed() == []
    after = {"contract_before": D(120), "spd_before": D(120), "line_before": {1: D(120)}, "this": D(78)}
    after |= {"line_this": {1: D(78)}, "claim_percent": D(100), "accepted_percent": D(100)}
    assert failed(**after) == [("H2", "")]
    with pytest.raises(PaymentStopped) as stopped:
        refuse_failed(checks_of(facts(**after)))
    assert (stopped.value.number, stopped.value.checks[0].wanted, stopped.value.checks[0].limit) == ("H2", 198, 150)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"line_before": {1: D(81)}}, [("H1", "")]),
        ({"line_limits": {}}, [("H1", "")]),
        ({"bound": D("197.99")}, [("H3", "")]),
        ({"contract_before": D(79)}, [("H4", "")]),
        ({"accepted_percent": D("59.99")}, [("H5", "")]),
        ({"claim_percent": D(100), "accepted_percent": D(100)}, [("H5", "handover")]),
        ({"purpose": "RETENTION"}, [("H6", "")]),
        ({"purpose": "RETENTION", "finally_over": True, "handover_date": dt.date(2026, 9, 2)}, [("H6", "")]),
        ({"same_people": (Refused("bendahara", "ppk_skpd"),)}, [("H7", "bendahara-ppk_skpd")]),
        ({"order_matches": False}, [("H8", "amount")]),
        ({"account_matches": False}, [("H8", "account")]),
        ({"account_known": False}, [("H8", "unknown")]),
        ({"day": dt.date(2027, 1, 1)}, [("H9", "year")]),
        ({"month_locked": True}, [("H9", "locked")]),
        ({"stage_amounts": {1: D(197)}}, [("H10", "")]),
        ({"taxed": False}, []),
    ],
)
def test_each_hard_stop_refuses_by_its_number(more, found):
    assert failed(**more) == found


def test_every_number_is_answered_once_and_missing_taxes_only_warn():
    checks = checks_of(facts(taxed=False))
    assert [one.number for one in checks] == [f"H{number}" for number in range(1, 13)]
    assert [one.number for one in checks if one.outcome == "WARNED"] == ["H12"]
