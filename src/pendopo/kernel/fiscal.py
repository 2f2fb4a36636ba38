"""The fiscal year of a region is the calendar year (UU 17/2003 art. 4)."""

import datetime as dt


def fiscal_year(day: dt.date) -> int:
    """The fiscal year that a date belongs to."""
    return day.year


def bounds(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a fiscal year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
