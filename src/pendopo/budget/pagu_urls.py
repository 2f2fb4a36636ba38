"""Addresses of the ceilings of a stage."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import pagu, pagu_steps

ROOT = r"^workspace/anggaran/(?P<stage>\d+)/pagu/"
UNIT = rf"{ROOT}unit/(?P<unit>[0-9A-Za-z.-]{{1,40}})/"

pagu_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/pagu/", pagu.pagu, name="pagu"),
    path("workspace/anggaran/<int:stage>/pagu/jumlah/", pagu_steps.envelope, name="envelope"),
    path("workspace/anggaran/<int:stage>/pagu/tempel/", pagu_steps.paste_pagu, name="paste_pagu"),
    path("workspace/anggaran/<int:stage>/pagu/riwayat/", pagu_steps.pagu_history, name="pagu_history"),
    re_path(rf"{ROOT}pagu\.(?P<kind>csv|xlsx)$", pagu_steps.pagu_file, name="pagu_file"),
    re_path(rf"{UNIT}$", pagu.unit_pagu, name="unit_pagu"),
    re_path(rf"{UNIT}tambah/$", pagu_steps.new_pagu, name="new_pagu"),
]
