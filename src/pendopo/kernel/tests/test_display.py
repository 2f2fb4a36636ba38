"""Golden strings: money, numbers, dates, spans and phones as the reader sees them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from django.utils import translation

from pendopo.kernel import display
from pendopo.kernel.calendar import WorkingCalendar

TUESDAY = dt.date(2026, 11, 24)
MORNING = dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC)


def shown(text: str) -> str:
    """With plain spaces, for comparing."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp0"),
        (850_000, "Rp850.000"),
        (1_250_000_000, "Rp1.250.000.000"),
        (-39_838_000, "-Rp39.838.000"),
        (Decimal("1250000000.50"), "Rp1.250.000.001"),
    ],
)
def test_money_is_whole_rupiah(amount, text):
    assert display.money(amount) == text


def test_cents_are_for_accounts_only():
    assert display.money(Decimal("1250000000.5"), cents=True) == "Rp1.250.000.000,50"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1_250_000_000, "Rp1,25 miliar"),
        (850_000_000, "Rp850 juta"),
        (3_400_000_000_000, "Rp3,4 triliun"),
        (2_284_000_000_000, "Rp2,28 triliun"),
        (999_999, "Rp999.999"),
        (-1_500_000, "-Rp1,5 juta"),
        (12_345_000_000_000_000, "Rp12.345 triliun"),
    ],
)
def test_short_money_uses_words_and_never_the_letter_m(amount, text):
    assert shown(display.short_money(amount)) == text


def test_short_money_can_show_more_digits():
    assert shown(display.short_money(2_284_000_000_000, digits=4)) == "Rp2,284 triliun"


def test_money_keeps_its_form_in_every_language():
    with translation.override("jv-banyumas"):
        assert display.money(1_250_000_000) == "Rp1.250.000.000"
        assert shown(display.short_money(850_000_000)) == "Rp850 yuta"


def test_numbers_have_points_and_a_comma():
    assert display.number(Decimal("1234567.5")) == "1.234.567,5"
    assert display.number(1248) == "1.248"
    assert display.number(65.25, 1) == "65,3"
    assert display.number(12, 1) == "12,0"


def test_percent_is_of_a_value_already_in_percent():
    assert display.percent(Decimal("81.5")) == "81,5%"
    assert display.percent(100, 0) == "100%"


def test_dates_have_a_long_a_short_and_a_named_form():
    assert shown(display.full_date(TUESDAY)) == "24 November 2026"
    assert shown(display.day_and_date(TUESDAY)) == "Selasa, 24 November 2026"
    assert shown(display.table_date(TUESDAY)) == "24 Nov 2026"
    assert shown(display.table_date(dt.date(2026, 8, 17), year=False)) == "17 Agu"


def test_a_date_never_breaks_over_two_lines():
    assert " " not in display.full_date(TUESDAY)
    assert " " not in display.clock_time(MORNING)


def test_time_is_local_with_a_point_and_its_zone():
    assert shown(display.clock_time(MORNING)) == "08.05 WIB"
    assert shown(display.date_and_time(MORNING)) == "Selasa, 24 November 2026, 08.05 WIB"


def test_late_evening_in_utc_is_the_next_day_here():
    assert shown(display.full_date(dt.datetime(2026, 11, 23, 18, 0, tzinfo=dt.UTC))) == "24 November 2026"


@pytest.mark.parametrize(
    ("days", "name"), [(0, "Kliwon"), (1, "Legi"), (2, "Pahing"), (3, "Pon"), (4, "Wage"), (5, "Kliwon"), (-1, "Wage")]
)
def test_the_market_week_has_five_days(days, name):
    assert display.market_day(TUESDAY + dt.timedelta(days=days)) == name


def test_independence_day_was_a_jumat_legi():
    independence = dt.date(1945, 8, 17)
    assert (display.weekday(independence), display.market_day(independence)) == ("Jumat", "Legi")


@pytest.mark.parametrize(
    ("days", "text"), [(0, "hari ini"), (1, "besok"), (3, "3 hari lagi"), (-1, "kemarin"), (-3, "3 hari lalu")]
)
def test_spans_count_calendar_days(days, text):
    assert shown(display.span_until(TUESDAY + dt.timedelta(days=days), TUESDAY)) == text


def test_a_missed_deadline_counts_working_days():
    friday = dt.date(2026, 11, 20)
    assert shown(display.deadline(friday, TUESDAY)) == "terlambat 2 hari kerja"
    monday_off = WorkingCalendar(frozenset({dt.date(2026, 11, 23)}))
    assert shown(display.deadline(friday, TUESDAY, monday_off)) == "terlambat 1 hari kerja"
    assert shown(display.deadline(dt.date(2026, 11, 27), TUESDAY)) == "3 hari lagi"


@pytest.mark.parametrize("text", ["081234567890", "+62 812 3456 7890", "62812-3456-7890", "0812 3456 7890"])
def test_a_phone_is_shown_and_called_in_one_way(text):
    assert display.phone(text) == "0812-3456-7890"
    assert display.phone_link(text) == "tel:+6281234567890"


def test_short_numbers_stay_short():
    assert (display.phone("112"), display.phone_link("112")) == ("112", "tel:112")


@pytest.mark.parametrize("value", [7, -1234, 999_999, 10**15, Decimal("1234.5675"), Decimal("0.0005"), 2.5, -65.25])
def test_numbers_are_written_as_babel_writes_them(value):
    assert display.number(value) == format_decimal(value, "#,##0.###", locale="id_ID")
    assert display.number(value, 1) == format_decimal(
        Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP), "#,##0.0", locale="id_ID"
    )


def test_a_number_that_rounds_to_nothing_has_no_sign():
    assert display.number(-0.0004) == "0"
    assert display.number(Decimal("-0.04"), 1) == "0,0"
    assert display.money(Decimal("-0.4")) == "Rp0"
