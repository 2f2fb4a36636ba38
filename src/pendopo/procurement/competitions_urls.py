"""Addresses of mini competitions."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import competitions

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
WORK = "workspace/pengadaan/mini-kompetisi"

competitions_patterns: list[URLPattern | URLResolver] = [
    path(f"{WORK}/", competitions.competitions, name="competitions"),
    path(f"{WORK}/baru/", competitions.new_competition, name="new_competition"),
    re_path(rf"^{WORK}/{CODE}/$", competitions.competition, name="competition"),
    re_path(
        rf"^{WORK}/{CODE}/(?P<action>open|decide|cancel)/$", competitions.competition_step, name="competition_step"
    ),
    re_path(rf"^{WORK}/{CODE}/(?P<participant>\d{{1,9}})/gugur/$", competitions.drop_quote, name="drop_quote"),
]
