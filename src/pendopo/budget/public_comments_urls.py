"""Addresses of residents' comments."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import public_comments as views

public_comments_patterns: list[URLPattern | URLResolver] = [
    path("anggaran/<int:year>/tanggapan/", views.listed, name="public_comments"),
    path("anggaran/<int:year>/tanggapan/tulis/", views.write, name="write_public_comment"),
    path("workspace/anggaran/tanggapan/", views.moderate, name="moderate_comments"),
    path("workspace/anggaran/tanggapan/<int:comment>/", views.one, name="public_comment"),
]
