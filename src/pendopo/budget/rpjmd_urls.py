"""Addresses of the plan of the region (RPJMD)."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import rpjmd

rpjmd_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/rpjmd/", rpjmd.work, name="rpjmd_work"),
    path("workspace/anggaran/rpjmd/<int:start>/", rpjmd.work, name="rpjmd_work_of"),
    path("workspace/anggaran/rpjmd/program/<int:pk>/", rpjmd.link, name="rpjmd_link"),
    re_path(
        r"^workspace/anggaran/rpjmd/(?P<start>\d{4})/rpjmd\.(?P<kind>csv|xlsx)$", rpjmd.plan_file, name="rpjmd_file"
    ),
    path("anggaran/rpjmd/", rpjmd.latest, name="rpjmd"),
    path("anggaran/rpjmd/<int:year>/", rpjmd.public, name="rpjmd_year"),
    path("anggaran/rpjmd/<int:year>/unduh.csv", rpjmd.budget_file, name="rpjmd_budget_file"),
]
