"""Addresses of the describing part of a form."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import details

SHEET = "workspace/anggaran/<int:stage>/lembar/<int:sheet>/"

details_patterns: list[URLPattern | URLResolver] = [
    path(f"{SHEET}rencana/", details.details, name="details"),
    path(f"{SHEET}kas/", details.cash, name="cash"),
]
