"""Addresses of works that are followed: public list and page; plan and reports in the workspace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.views import board, plans, projects_public, reports, work

CODE = r"(?P<code>P-[0-9]{4}-[0-9]{6,12})"
WORK = rf"workspace/pemantauan/proyek/{CODE}/"

projects_patterns: list[URLPattern | URLResolver] = [
    path("proyek/", projects_public.projects, name="projects"),
    re_path(r"^proyek/unduh\.(?P<kind>csv|xlsx)$", projects_public.projects_file, name="projects_file"),
    path("workspace/pemantauan/", board.board, name="board"),
    re_path(rf"^proyek/{CODE}/$", projects_public.project, name="project"),
    re_path(rf"^{WORK}$", work.work, name="work"),
    re_path(rf"^{WORK}jadwal/$", plans.plan, name="plan"),
    re_path(rf"^{WORK}jadwal\.(?P<kind>xlsx|csv)$", plans.plan_file, name="plan_file"),
    re_path(rf"^{WORK}jadwal/(?P<step>usulkan|setujui|kembalikan)/$", plans.plan_step, name="plan_step"),
    re_path(rf"^{WORK}laporan/baru/$", reports.new_report, name="new_report"),
    re_path(rf"^{WORK}laporan/(?P<pk>[0-9]{{1,12}})/$", reports.report, name="report"),
    re_path(
        rf"^{WORK}laporan/(?P<pk>[0-9]{{1,12}})/(?P<step>terima|kembalikan)/$", reports.report_step, name="report_step"
    ),
]
