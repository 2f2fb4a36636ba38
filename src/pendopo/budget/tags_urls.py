"""Addresses of priorities and themes."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import tags

tags_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/prioritas/", tags.edit, name="tags_of_sheet"),
    path("anggaran/<int:year>/prioritas/", tags.overview, name="tags"),
    path("anggaran/<int:year>/prioritas/unduh.csv", tags.tags_file, name="tags_file"),
    path("anggaran/<int:year>/prioritas/<slug:tag>/", tags.one, name="tag"),
]
