"""Addresses for machines: no language prefix."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from pendopo.portal.views import cards, machines

YEAR = r"(?P<year>\d{4})"
CODE = r"(?P<code>\d(?:\.\d+){0,5})"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:part>-<int:page>.xml", machines.sitemap_part, name="sitemap-part"),
    path(".well-known/security.txt", machines.security, name="security-txt"),
    path(
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="change-password",
    ),
    path("kartu/beranda.png", cards.home, name="card-home"),
    path("kartu/desa/<slug:slug>.png", cards.desa, name="card-desa"),
    path("kartu/kecamatan/<slug:slug>.png", cards.kecamatan, name="card-kecamatan"),
    re_path(rf"^kartu/anggaran/{YEAR}\.png$", cards.budget, name="card-budget-year"),
    re_path(rf"^kartu/anggaran/{YEAR}/urusan/{CODE}\.png$", cards.budget, name="card-budget-node"),
    re_path(rf"^kartu/anggaran/{YEAR}/unit/{UNIT}\.png$", cards.budget, name="card-budget-unit"),
    re_path(rf"^kartu/anggaran/{YEAR}/unit/{UNIT}/{CODE}\.png$", cards.budget, name="card-budget-unit_node"),
]
