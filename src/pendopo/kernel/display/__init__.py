"""How Pendopo writes money, numbers, dates, times, spans, phones and days of the market week. Pure functions.

Money, numbers and dates are written the Indonesian way in every language (a Javanese locale would put a space
after Rp); only the words around them follow the active language. A no-break space joins what must stay on one line.
"""

from pendopo.kernel.display.amounts import money, number, percent, short_money
from pendopo.kernel.display.days import (
    clock_time,
    date_and_time,
    day_and_date,
    deadline,
    full_date,
    market_day,
    span_until,
    table_date,
    weekday,
)
from pendopo.kernel.display.phones import phone, phone_link
from pendopo.kernel.display.words import terbilang

__all__ = [
    "clock_time",
    "date_and_time",
    "day_and_date",
    "deadline",
    "full_date",
    "market_day",
    "money",
    "number",
    "percent",
    "phone",
    "phone_link",
    "short_money",
    "span_until",
    "table_date",
    "terbilang",
    "weekday",
]
