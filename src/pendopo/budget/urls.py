"""Addresses of the budget's public pages."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget import views

YEAR = r"(?P<year>\d{4})"
CODE = r"(?P<code>\d(?:\.\d+){0,5})"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"
FILE = r"unduh\.(?P<kind>csv|xlsx|parquet)"

app_name = "budget"
urlpatterns: list[URLPattern | URLResolver] = [
    path("anggaran/", views.home, name="home"),
    path("anggaran/<int:year>/", views.place, name="year"),
    path("anggaran/<int:year>/catatan-data/", views.notes, name="notes"),
    path("anggaran/<int:year>/catatan-data/unduh.csv", views.defects_file, name="notes_file"),
    re_path(rf"^anggaran/{YEAR}/{FILE}$", views.table_file, name="file_year"),
    re_path(rf"^anggaran/{YEAR}/urusan/{CODE}/$", views.place, name="node"),
    re_path(rf"^anggaran/{YEAR}/urusan/{CODE}/{FILE}$", views.table_file, name="file_node"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/$", views.place, name="unit"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{FILE}$", views.table_file, name="file_unit"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{CODE}/$", views.place, name="unit_node"),
    re_path(rf"^anggaran/{YEAR}/unit/{UNIT}/{CODE}/{FILE}$", views.table_file, name="file_unit_node"),
]
