"""Addresses of the budget: public pages, and the Rka in the workspace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget import views
from pendopo.budget.agreement_urls import agreement_patterns
from pendopo.budget.apbdes_urls import apbdes_patterns
from pendopo.budget.calendar_urls import calendar_patterns
from pendopo.budget.codes_urls import codes_patterns
from pendopo.budget.comments_urls import comments_patterns
from pendopo.budget.details_urls import details_patterns
from pendopo.budget.diff_urls import diff_patterns
from pendopo.budget.findings_urls import findings_patterns
from pendopo.budget.grid_urls import grid_patterns
from pendopo.budget.opendata_urls import opendata_patterns
from pendopo.budget.pagu_urls import pagu_patterns
from pendopo.budget.papers_urls import papers_patterns
from pendopo.budget.prices_urls import prices_patterns
from pendopo.budget.proposals_urls import proposals_patterns
from pendopo.budget.public_comments_urls import public_comments_patterns
from pendopo.budget.rpjmd_urls import rpjmd_patterns
from pendopo.budget.sides_urls import sides_patterns
from pendopo.budget.sipd_urls import sipd_patterns
from pendopo.budget.tags_urls import tags_patterns

YEAR = r"(?P<year>\d{4})"
CODE = r"(?P<code>\d(?:\.\d+){0,5})"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"
FILE = r"unduh\.(?P<kind>csv|xlsx|parquet)"

SHEET = "workspace/anggaran/<int:stage>/lembar/<int:sheet>/"

app_name = "budget"
work_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/", views.stages, name="stages"),
    path("workspace/anggaran/<int:stage>/", views.stage, name="stage"),
    re_path(rf"^workspace/anggaran/(?P<stage>\d+)/rka/{UNIT}/$", views.rka, name="rka"),
    re_path(rf"^workspace/anggaran/(?P<stage>\d+)/rka/{UNIT}/mulai/$", views.begin, name="begin_sheet"),
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}urungkan/", views.undo, name="undo"),
    path(f"{SHEET}tempel/", views.paste, name="paste"),
    re_path(
        r"^workspace/anggaran/(?P<stage>\d+)/lembar/(?P<sheet>\d+)/rka\.(?P<kind>csv|xlsx)$",
        views.sheet_file,
        name="sheet_file",
    ),
    path(f"{SHEET}baris/baru/", views.new_row, name="new_row"),
    path(f"{SHEET}baris/<int:item>/", views.row, name="row"),
    path(f"{SHEET}baris/<int:item>/sel/", views.cell, name="cell"),
    path(f"{SHEET}baris/<int:item>/keluarkan/", views.remove_row, name="remove_row"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *work_patterns,
    *agreement_patterns,
    *apbdes_patterns,
    *calendar_patterns,
    *comments_patterns,
    *codes_patterns,
    *details_patterns,
    *grid_patterns,
    *diff_patterns,
    *findings_patterns,
    *opendata_patterns,
    *pagu_patterns,
    *papers_patterns,
    *public_comments_patterns,
    *prices_patterns,
    *proposals_patterns,
    *rpjmd_patterns,
    *sides_patterns,
    *tags_patterns,
    *sipd_patterns,
    path("anggaran/", views.home, name="home"),
    path("anggaran/<int:year>/", views.place, name="year"),
    path("anggaran/<int:year>/catatan-data/", views.notes, name="notes"),
    path("anggaran/<int:year>/catatan-data/unduh.csv", views.defects_file, name="notes_file"),
    path("anggaran/<int:year>/banding/", views.compare, name="compare"),
    re_path(rf"^anggaran/{YEAR}/banding/{FILE}$", views.compare_file, name="file_compare"),
    path("anggaran/<int:year>/rekening/", views.accounts, name="accounts"),
    re_path(rf"^anggaran/{YEAR}/rekening/{FILE}$", views.accounts_file, name="file_accounts"),
    re_path(rf"^anggaran/{YEAR}/rekening/{CODE}/$", views.accounts, name="account"),
    re_path(rf"^anggaran/{YEAR}/rekening/{CODE}/{FILE}$", views.accounts_file, name="file_account"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/rekening/$", views.accounts, name="unit_accounts"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/rekening/{FILE}$", views.accounts_file, name="file_unit_accounts"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/rekening/{CODE}/$", views.accounts, name="unit_account"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/rekening/{CODE}/{FILE}$", views.accounts_file, name="file_unit_account"),
    re_path(rf"^anggaran/{YEAR}/{FILE}$", views.table_file, name="file_year"),
    re_path(rf"^anggaran/{YEAR}/urusan/{CODE}/$", views.place, name="node"),
    re_path(rf"^anggaran/{YEAR}/urusan/{CODE}/{FILE}$", views.table_file, name="file_node"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/$", views.place, name="unit"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{FILE}$", views.table_file, name="file_unit"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{CODE}/$", views.place, name="unit_node"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{CODE}/{FILE}$", views.table_file, name="file_unit_node"),
]
