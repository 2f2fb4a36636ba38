"""Addresses of papers."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import papers, prints, withdrawals

STAGE = r"^workspace/anggaran/(?P<stage>\d+)/dokumen/"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"
PAPER = "workspace/anggaran/dokumen/<int:paper>/"

papers_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/cetak.pdf", papers.print_sheet, name="print_sheet"),
    re_path(rf"{STAGE}$", papers.stage_papers, name="stage_papers"),
    re_path(rf"{STAGE}buat/$", papers.make, name="make_paper"),
    re_path(rf"{STAGE}unit/{UNIT}/$", papers.unit_papers, name="unit_papers"),
    re_path(rf"{STAGE}unit/{UNIT}/buat/$", papers.make, name="make_unit_paper"),
    path("workspace/anggaran/<int:stage>/cetak/", prints.prints, name="prints"),
    path("workspace/anggaran/<int:stage>/cetak/<int:run>.zip", prints.print_zip, name="print_zip"),
    path(PAPER, papers.paper, name="paper"),
    path(f"{PAPER}cabut/", withdrawals.withdraw, name="paper_withdraw"),
    path(f"{PAPER}berkas.pdf", papers.paper_pdf, name="paper_pdf"),
    re_path(
        r"^workspace/anggaran/dokumen/(?P<paper>\d+)/langkah/(?P<action>sign|validate|approve)/$",
        papers.paper_step,
        name="paper_step",
    ),
]
