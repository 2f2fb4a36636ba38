"""Addresses of proposals for the budget."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import proposals as views

CODE = r"(?P<code>U-\d{4}-\d{5,10})"
WORK = r"^workspace/anggaran/usulan/(?P<year>\d{4})/"
ACTION = r"(?P<action>accept|refuse|fund|unfund|look_again)"

proposals_patterns: list[URLPattern | URLResolver] = [
    path("anggaran/<int:year>/usulan/", views.listed, name="proposals"),
    re_path(
        r"^anggaran/(?P<year>\d{4})/usulan/unduh\.(?P<kind>csv|xlsx)$", views.proposals_file, name="file_proposals"
    ),
    re_path(rf"^anggaran/(?P<year>\d{{4}})/usulan/{CODE}/$", views.shown, name="proposal"),
    path("workspace/anggaran/usulan/", views.work, name="proposals_work"),
    re_path(rf"{WORK}baru/$", views.new, name="new_proposal"),
    re_path(rf"{WORK}{CODE}/$", views.one, name="proposal_work"),
    re_path(rf"{WORK}{CODE}/langkah/{ACTION}/$", views.step, name="proposal_step"),
]
