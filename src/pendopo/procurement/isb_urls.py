"""Addresses of imports from LKPP's feeds."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import isb

isb_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/isb/", isb.findings, name="isb"),
    path("workspace/pengadaan/isb/<int:year>/", isb.findings, name="isb_year"),
    path("workspace/pengadaan/isb/<int:year>/temuan.csv", isb.findings_file, name="isb_file"),
]
