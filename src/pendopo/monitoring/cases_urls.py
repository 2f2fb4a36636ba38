"""Addresses of critical contracts in the workspace."""

from django.urls import re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.projects_urls import WORK
from pendopo.monitoring.views import cases

CASE = rf"{WORK}kritis/(?P<number>[0-9]{{1,4}})/"

cases_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{CASE}$", cases.case, name="case"),
    re_path(rf"^{CASE}(?P<step>sebab|selesaikan|teguran|rapat|nilai|akhiri)/$", cases.case_step, name="case_step"),
]
