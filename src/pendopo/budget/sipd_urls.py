"""Addresses of the tables in the columns of SIPD; their import stands among all imports."""

from django.urls import re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import sipd

KIND = r"sipd\.(?P<kind>csv|xlsx)"

sipd_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^workspace/anggaran/(?P<stage>\d+)/{KIND}$", sipd.sipd_file, name="sipd_stage"),
    re_path(
        rf"^workspace/anggaran/(?P<stage>\d+)/rka/(?P<unit>[0-9A-Za-z.-]{{1,40}})/{KIND}$",
        sipd.sipd_file,
        name="sipd_unit",
    ),
]
