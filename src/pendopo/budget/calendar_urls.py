"""Addresses of the budget's calendar."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import calendar

calendar_patterns: list[URLPattern | URLResolver] = [
    path("anggaran/kalender/", calendar.public_calendar, name="public_calendar"),
    path("anggaran/kalender/<int:year>/", calendar.public_calendar, name="calendar_year"),
    path("workspace/anggaran/kalender/", calendar.calendar, name="calendar"),
    path("workspace/anggaran/kalender/<int:year>/<slug:step>/", calendar.calendar_date, name="calendar_date"),
    path("workspace/anggaran/<int:stage>/waktu/", calendar.stage_window, name="stage_window"),
]
