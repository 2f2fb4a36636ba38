"""Addresses of machines: open contracting data."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from pendopo.procurement.views import ocds

app_name = "procurement-data"
urlpatterns: list[URLPattern] = [
    path("data/ocds/<int:year>.jsonl", ocds.ocds_year, name="ocds_year"),
    re_path(r"^data/ocds/(?P<code>[A-Za-z0-9.-]{1,40})/release\.json$", ocds.ocds_process, name="ocds_process"),
]
