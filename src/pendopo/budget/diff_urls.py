"""Addresses of the comparison of two stages, and of the way of a thousand rupiah."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import diff, thousand

FILE = r"unduh\.(?P<kind>csv|xlsx|pdf)"

diff_patterns: list[URLPattern | URLResolver] = [
    path("anggaran/<int:year>/perubahan/", diff.changes, name="changes"),
    path("anggaran/<int:year>/perubahan/jumlah-tertulis/", diff.stated_sums, name="stated_sums"),
    re_path(rf"^anggaran/(?P<year>\d{{4}})/perubahan/{FILE}$", diff.changes_file, name="changes_file"),
    path("anggaran/<int:year>/seribu/", thousand.thousand, name="thousand"),
    path("workspace/anggaran/<int:stage>/perubahan/", diff.work_changes, name="work_changes"),
    re_path(rf"^workspace/anggaran/(?P<stage>\d+)/perubahan/{FILE}$", diff.work_changes_file, name="work_changes_file"),
]
