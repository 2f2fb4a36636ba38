"""Addresses of the code lists and of the sources of funds."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import codes, fundings, measures

LIST = r"^workspace/anggaran/kode/(?P<pk>\d{1,18})/"

codes_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/sumber-dana/", fundings.fundings, name="fundings"),
    re_path(
        r"^workspace/anggaran/(?P<stage>\d+)/sumber-dana\.(?P<kind>csv|xlsx)$",
        fundings.fundings_file,
        name="fundings_file",
    ),
    path("workspace/anggaran/kode/", codes.codes, name="codes"),
    path("workspace/anggaran/kode/satuan/", measures.measures, name="measures"),
    re_path(
        r"^workspace/anggaran/kode/satuan/satuan\.(?P<kind>csv|xlsx)$", measures.measures_file, name="measures_file"
    ),
    re_path(rf"{LIST}$", codes.code_list, name="code_list"),
    re_path(rf"{LIST}peralihan/$", codes.crosswalk, name="crosswalk"),
    re_path(rf"{LIST}unduh\.(?P<kind>csv|xlsx)$", codes.code_file, name="code_file"),
    re_path(rf"{LIST}(?P<code>[0-9X]+(?:\.[0-9X]+)*)/$", codes.code, name="code"),
]
