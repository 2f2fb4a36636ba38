"""Addresses of the steps of an Rka and of a stage."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import agreement, years

RKA_ACTION = r"(?P<action>submit|pass-bappeda|pass-bpkad|pass-apip|verify|return)"
STAGE_ACTION = r"(?P<action>submit|review|agree|return|answer|set|publish)"

agreement_patterns: list[URLPattern | URLResolver] = [
    re_path(
        rf"^workspace/anggaran/(?P<stage>\d+)/rka/(?P<unit>[0-9A-Za-z.-]{{1,40}})/langkah/{RKA_ACTION}/$",
        agreement.rka_step,
        name="rka_step",
    ),
    re_path(rf"^workspace/anggaran/(?P<stage>\d+)/langkah/{STAGE_ACTION}/$", agreement.stage_step, name="stage_step"),
    path("workspace/anggaran/<int:stage>/lanjut/", agreement.next_stage, name="next_stage"),
    path("workspace/anggaran/tahun-baru/", years.begin_year, name="begin_year"),
]
