"""The rules of the checks by their worked examples (budget handbook 4.5, 4.7)."""

import csv
import math
import statistics
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pendopo.budget import checks
from pendopo.budget.checks import mandatory, peers, rows
from pendopo.budget.tests.check_rows import LIMITS, columns

G = 10**9


def codes_of(table, **limits):
    return {found.code: found.rows.tolist() for found in rows.row_checks(table, LIMITS | limits) if len(found.rows)}


def test_the_limits_are_rows_with_source_and_certainty():
    with (Path(checks.__file__).parents[1] / "rules.csv").open(encoding="utf-8") as file:
        found = {row["code"]: row for row in csv.DictReader(file)}
    assert len(found) == 20
    assert all(row["source"] and row["certainty"] in ("CONFIRMED", "TO_CONFIRM") for row in found.values())
    assert set(found) - {"REOPEN"} == set(LIMITS) - {"REOPEN"}


def test_one_row_of_nine_tenths_is_the_whole_activity():
    table = columns(amount=[900, 100], total=[1000, 1000])
    assert codes_of(table) == {"A1": [0]}


def test_below_nine_tenths_and_exempt_accounts_pass():
    assert codes_of(columns(amount=[899], total=[1000])) == {}
    assert codes_of(columns(amount=[1000], total=[1000], exempt=[True])) == {}


def test_a_large_share_written_as_one_package_is_found():
    table = columns(amount=[4_900_000_000, 920_700_000], total=[6_250_000_000] * 2, package=[True, False])
    (found,) = [h for h in rows.row_checks(table, LIMITS) if len(h.rows)]
    assert (found.code, found.rows.tolist(), found.figures.tolist()) == ("A1_PACKAGE", [0], [0.784])


def test_a_placeholder_is_named_as_such_and_nothing_else():
    assert codes_of(columns(amount=[1000], total=[1000], placeholder=[True], package=[True])) == {"PLACEHOLDER": [0]}


def test_glue_for_every_pupil_needs_more_pupils_than_there_are():
    price, periods = 14_390, 24
    assert round(82_800_000_000 / (price * periods)) == 239_750
    table = columns(amount=[1], total=[100], volume=[24 * 100.0], beneficiaries=[100], bound=[1.0])
    assert codes_of(table) == {"A2": [0]}
    assert codes_of(columns(amount=[1], total=[100], volume=[1200.0], beneficiaries=[100], bound=[1.0])) == {}


def test_nobody_is_asked_about_beneficiaries_that_are_not_known():
    assert codes_of(columns(amount=[1], total=[100], volume=[1e9], bound=[1.0])) == {}


def test_a_price_above_a_hard_standard_and_above_an_estimate():
    table = columns(amount=[1, 1, 1], total=[99] * 3, price=[42_000, 42_000, 38_000], standard=[38_000] * 3)
    assert codes_of(table) == {"A6_ESTIMATE": [0, 1]}
    hard = columns(amount=[1], total=[99], price=[42_000], standard=[38_000], hard=[True])
    assert codes_of(hard) == {"A6_HARD": [0]}


def test_a_slip_by_one_digit_is_read_from_the_ratio():
    ratio = 1_277_304_500 / 128_488_000
    assert round(ratio, 3) == 9.941
    assert round(math.log10(ratio), 4) == 0.9974
    assert rows.slipped(ratio, LIMITS["A8"]).tolist() == [1.0]
    assert round(ratio / 10, 3) == 0.994
    assert rows.slipped([1.0, 5.0, 99.0, 1000.0, 0.0], LIMITS["A8"]).tolist() == [0, 0, 2, 3, 0]


def test_a_dozen_turned_into_a_piece_is_a_rise_of_five_percent():
    table = columns(amount=[1], total=[99], price=[1_340], standard=[15_300], factor=[12.0])
    assert round(rows.price_ratio(table)[0], 3) == 1.051
    assert codes_of(table) == {}


def test_another_unit_that_nobody_can_convert_is_asked_about():
    table = columns(amount=[1], total=[99], price=[1_340], standard=[15_300], factor=[0.0])
    assert codes_of(table) == {"A9": [0]}


def test_an_account_outside_the_items_list_and_a_missing_place():
    table = columns(amount=[1, 1], total=[99] * 2, account_allowed=[False, True], location_missing=[False, True])
    assert codes_of(table) == {"A7": [0], "LOCATION": [1]}


def test_a_wild_volume_has_the_robust_z_of_the_handbook():
    volumes = [10, 12, 15, 18, 20, 24, 4500]
    spread = peers.spread_of(math.log(v) for v in volumes)
    assert (round(spread.median, 3), round(spread.mad, 4)) == (2.890, 0.2877)
    assert round(peers.z_of(math.log(4500), spread, LIMITS["A4"]), 1) == 12.9
    table = columns(amount=[100] * 7, total=[99_999] * 7, volume=[float(v) for v in volumes])
    found = peers.outliers(table, peers.component_spreads(table), LIMITS["A4"])
    assert found.rows.tolist() == [6]
    assert [round(z, 1) for z in found.figures] == [12.9]


def test_without_spread_three_times_the_median_is_wild_and_four_rows_are_too_few():
    table = columns(amount=[1] * 6, total=[99] * 6, volume=[10.0] * 5 + [31.0])
    assert peers.outliers(table, peers.component_spreads(table), LIMITS["A4"]).rows.tolist() == [5]
    few = columns(amount=[1] * 4, total=[99] * 4, volume=[10.0] * 3 + [9999.0])
    assert peers.outliers(few, peers.component_spreads(few), LIMITS["A4"]).rows.tolist() == []


def test_a_share_stands_out_only_above_median_three_spreads_and_a_quarter():
    rule = LIMITS["A3"]
    spread = peers.spread_of([0.10, 0.12, 0.14, 0.16, 0.18])
    assert peers.share_limit(spread, rule) == pytest.approx(0.25)
    wide = peers.spread_of([0.10, 0.20, 0.30, 0.40, 0.50])
    assert peers.share_limit(wide, rule) == pytest.approx(0.30 + 3 * 1.4826 * 0.10)
    assert peers.share_limit(peers.spread_of([0.1] * 4), rule) == math.inf
    table = columns(amount=[25, 24, 75], total=[100] * 3)
    found = peers.shares_above_peers(table, np.array([0.25, 0.25, np.inf]), rule)
    assert found.rows.tolist() == [0]


def test_twice_the_year_before_counts_only_when_it_weighs():
    million = 1_000_000
    now = np.array([210, 190, 40, 49]) * million
    before = np.array([100, 100, 100, 20]) * million
    assert peers.jumps(now, before, LIMITS["A5"]).rows.tolist() == [0, 2]


def test_a_unit_that_rounds_thirty_points_more_than_the_median_is_named():
    unit = np.repeat([1, 2, 3], 10)
    amount = np.array([10**6] * 10 + [1] * 8 + [10**6] * 2 + [1] * 10)
    shares = peers.round_shares(unit, amount, LIMITS["A10"])
    found = peers.rounded(shares, LIMITS["A10"])
    assert (found.rows.tolist(), found.figures.tolist(), found.limits.tolist()) == ([0], [100.0], [50.0])


PERSONNEL = (
    {"percent": 30},
    [{"sign": 1, "accounts": ["5.1.01"]}, {"sign": -1, "accounts": ["5.1.01.03.03"]}],
    [{"sign": 1, "accounts": ["5"]}],
    "<=",
)


def test_pay_without_teacher_allowances_is_a_breach_of_five_billion():
    sums = [("5.1.01.01.01.0001", "", 545 * G), ("5.1.01.03.03.0001", "", 95 * G), ("5.2.04", "", 1160 * G)]
    found = mandatory.share_of(*PERSONNEL, sums)
    assert round(float(found.percent), 2) == 30.28
    assert (round(float(found.gap_points), 2), found.gap_amount, found.kept) == (0.28, 5 * G, False)
    assert [term.amount for term in found.numerator] == [640 * G, -95 * G]
    assert round(float(mandatory.crude_share(1800 * G, 640 * G)), 1) == 35.6


def test_nothing_to_divide_by_is_no_result():
    assert mandatory.share_of(*PERSONNEL, []).percent is None


def test_the_auditors_share_follows_the_size_of_the_budget():
    value = {"brackets": [[1000 * G, 1.0, 0], [2000 * G, 0.75, 10 * G], [None, 0.5, 15 * G]]}
    query = [{"sign": 1, "accounts": ["5"], "activities": ["6.01"]}], [{"sign": 1, "accounts": ["5"]}], ">="
    small = mandatory.share_of(value, *query, [("5.1", "6.01.02", 5 * G), ("5.1", "1.02", 795 * G)])
    assert (small.threshold, small.gap_amount) == (Fraction(1), 3 * G)
    middle = mandatory.share_of(value, *query, [("5.1", "6.01.02", 8 * G), ("5.1", "1.02", 1192 * G)])
    assert (middle.threshold, middle.gap_amount) == (Fraction("0.75"), 2 * G)


def test_the_crude_share_of_east_java_is_an_indicator_and_not_the_legal_ratio(shared):
    found: dict[int, dict[str, dict[str, float]]] = {}
    with (shared / "data/budget/djpk_apbd_jatim_2021_2024.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = found.setdefault(int(row["tahun"]), {}).setdefault(row["daerah"], {})
            place[row["akun"]] = float(row["anggaran_miliar_rp"] or 0)
    crude = {
        year: {
            name: float(
                mandatory.crude_share(round(sums["Belanja Daerah"] * 100), round(sums["Belanja Pegawai"] * 100))
            )
            for name, sums in places.items()
            if "Belanja Pegawai" in sums and "Provinsi" not in name
        }
        for year, places in found.items()
    }
    assert [sum(v > 30 for v in crude[year].values()) for year in (2021, 2022, 2023, 2024)] == [35, 34, 33, 35]
    last = crude[2024]
    low, high = min(last, key=last.get), max(last, key=last.get)
    assert (low, round(last[low], 1), high, round(last[high], 1)) == ("Bojonegoro", 21.6, "Trenggalek", 46.3)
    assert (len(last), round(statistics.median(last.values()), 1)) == (38, 36.2)


def test_a_quarter_of_real_ceilings_is_round_so_roundness_alone_proves_nothing(shared):
    with (shared / "data/budget/kabbandung2025_sub_kegiatan.csv").open(encoding="utf-8") as file:
        amounts = np.array([int(row["pagu"]) for row in csv.DictReader(file)])
    found = peers.round_shares(np.ones(len(amounts), dtype=np.int64), amounts, LIMITS["A10"])
    assert found["rows"].to_list() == [3949 - 307]
    assert round(found["percent"][0], 1) == 23.4
    assert peers.rounded(found, LIMITS["A10"]).rows.tolist() == []
