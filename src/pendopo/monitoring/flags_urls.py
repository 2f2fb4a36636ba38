"""Addresses of flags of works in the workspace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.views import flags

WORK = r"^workspace/pemantauan/tanda/"
YEAR = r"(?P<year>20\d\d)"

flags_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pemantauan/tanda/", flags.flags_home, name="flags_home"),
    re_path(rf"{WORK}{YEAR}/$", flags.flags, name="flags"),
    re_path(rf"{WORK}{YEAR}/unduh\.(?P<kind>csv|xlsx)$", flags.flags_file, name="flags_file"),
    re_path(rf"{WORK}{YEAR}/hitung/$", flags.count_flags, name="count_flags"),
    path("workspace/pemantauan/tanda/nomor/<int:flag>/", flags.flag, name="flag"),
    re_path(
        rf"{WORK}nomor/(?P<flag>[0-9]{{1,12}})/langkah/(?P<action>answer|accept|reject|reopen)/$",
        flags.flag_step,
        name="flag_step",
    ),
]
