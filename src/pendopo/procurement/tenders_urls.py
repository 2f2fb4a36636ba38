"""Addresses of selection runs."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import tenders_public

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"

tenders_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/tender/", tenders_public.tenders, name="tenders"),
    re_path(rf"^pengadaan/tender/{CODE}/$", tenders_public.tender, name="tender"),
    re_path(rf"^pengadaan/tender/{CODE}/jam/$", tenders_public.tender_clock, name="tender_clock"),
]
