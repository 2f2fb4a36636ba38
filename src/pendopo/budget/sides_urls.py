"""Addresses of revenue, financing and the balance of a stage."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import sides

sides_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/neraca/", sides.stage_balance, name="stage_balance"),
    re_path(
        r"^workspace/anggaran/(?P<stage>\d+)/rka/(?P<unit>[0-9A-Za-z.-]{1,40})/mulai/(?P<side>pendapatan|pembiayaan)/$",
        sides.begin_side,
        name="begin_side",
    ),
]
