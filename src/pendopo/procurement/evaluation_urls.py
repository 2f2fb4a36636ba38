"""Addresses of evaluations in the workspace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import evaluation, evaluation_sheets

RUN = r"^workspace/pengadaan/evaluasi/(?P<code>[A-Za-z0-9.-]{1,40})"
WHOM = r"(?P<participant>\d{1,18})"
PAPER = r"(?P<minutes>\d{1,18})"

evaluation_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/evaluasi/", evaluation.evaluations, name="evaluations"),
    re_path(rf"{RUN}/$", evaluation.evaluation, name="evaluation"),
    re_path(rf"{RUN}/kriteria/$", evaluation_sheets.criteria, name="criteria"),
    re_path(rf"{RUN}/penawaran/$", evaluation_sheets.paper_offers, name="paper_offers"),
    re_path(rf"{RUN}/lembar/{WHOM}/$", evaluation_sheets.sheet, name="sheet"),
    re_path(rf"{RUN}/nilai/{WHOM}/$", evaluation_sheets.merged_scores, name="merged_scores"),
    re_path(rf"{RUN}/harga/{WHOM}/$", evaluation_sheets.price, name="evaluation_price"),
    re_path(rf"{RUN}/harga/{WHOM}/sampul/$", evaluation_sheets.take_lines, name="take_lines"),
    re_path(rf"{RUN}/klarifikasi/{WHOM}/$", evaluation_sheets.clarify, name="clarify_price"),
    re_path(rf"{RUN}/tkdn/{WHOM}/$", evaluation_sheets.tkdn, name="note_tkdn"),
    re_path(rf"{RUN}/negosiasi/{WHOM}/$", evaluation_sheets.negotiate, name="negotiate_price"),
    re_path(rf"{RUN}/langkah/(?P<action>[a-z]{{1,12}})/$", evaluation.evaluation_step, name="evaluation_step"),
    re_path(rf"{RUN}/berita-acara/{PAPER}/$", evaluation.minutes_paper, name="minutes_paper"),
    re_path(rf"{RUN}/berita-acara/{PAPER}/tanda-tangan/$", evaluation.sign_minutes, name="sign_minutes"),
]
