"""Addresses of printed papers."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import papers

papers_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/cetak.pdf", papers.print_sheet, name="print_sheet"),
]
