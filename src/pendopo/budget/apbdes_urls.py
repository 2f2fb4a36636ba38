"""Addresses of village budgets."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import apbdes, apbdes_public

apbdes_patterns: list[URLPattern | URLResolver] = [
    path("workspace/apbdes/", apbdes.listed, name="apbdes_work"),
    path("workspace/apbdes/<int:stage>/", apbdes.draft, name="apbdes_draft"),
    path("workspace/apbdes/<int:stage>/baris/", apbdes.add, name="apbdes_add"),
    path("workspace/apbdes/<int:stage>/baris/<int:item>/keluarkan/", apbdes.remove, name="apbdes_remove"),
    path("workspace/apbdes/<int:stage>/terbitkan/", apbdes.publish, name="apbdes_publish"),
    path("anggaran/<int:year>/desa/", apbdes_public.overview, name="apbdes"),
    re_path(r"^anggaran/(?P<year>\d{4})/desa/(?P<village>[0-9.]{1,40})/$", apbdes_public.one, name="village_budget"),
]
