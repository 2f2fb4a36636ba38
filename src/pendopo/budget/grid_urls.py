"""Addresses that the grid asks while people work in it."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import grid

SHEET = "workspace/anggaran/<int:stage>/lembar/<int:sheet>/"

grid_patterns: list[URLPattern | URLResolver] = [
    path(f"{SHEET}baris/tambah/", grid.add_row, name="add_row"),
    path(f"{SHEET}rekening/", grid.suggest_accounts, name="suggest_accounts"),
    path(f"{SHEET}hadir/", grid.here, name="here"),
]
