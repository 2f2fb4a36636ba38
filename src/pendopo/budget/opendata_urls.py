"""Addresses of the open files of the budget."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import opendata

FOLDER = "anggaran/<int:year>/data/<int:seq>/"

opendata_patterns: list[URLPattern | URLResolver] = [
    path("anggaran/<int:year>/data/", opendata.data, name="data"),
    path(f"{FOLDER}datapackage.json", opendata.package, name="package"),
    path(f"{FOLDER}anggaran.csv", opendata.table, name="package_table"),
    path(f"{FOLDER}anggaran.parquet", opendata.parquet, name="package_parquet"),
    path(f"{FOLDER}<slug:name>.csv", opendata.extra, name="data_extra"),
]
