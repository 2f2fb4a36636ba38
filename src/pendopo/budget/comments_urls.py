"""Addresses of the conversation about an Rka."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import comments

comments_patterns: list[URLPattern | URLResolver] = [
    re_path(
        r"^workspace/anggaran/(?P<stage>\d+)/rka/(?P<unit>[0-9A-Za-z.-]{1,40})/catatan/$",
        comments.unit_comments,
        name="rka_comments",
    ),
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/catatan/", comments.sheet_comments, name="sheet_comments"),
    path("workspace/anggaran/<int:stage>/catatan/<int:comment>/", comments.comment, name="comment"),
    re_path(
        r"^workspace/anggaran/(?P<stage>\d+)/catatan/(?P<comment>\d+)/(?P<action>selesai|buka)/$",
        comments.settle,
        name="settle_comment",
    ),
]
