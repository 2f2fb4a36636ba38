"""Addresses of villages' procurement: public pages, and the workspace of a village's officers."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.forms_village_acts import ACT_SERVICES
from pendopo.procurement.views import village, village_public

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"
WORK = "workspace/pengadaan/desa"
NAMES = "|".join(ACT_SERVICES)

village_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/desa/", village_public.village_packages, name="village_packages"),
    re_path(
        r"^pengadaan/desa\.(?P<kind>csv|xlsx|parquet)$", village_public.village_packages_file,
        name="village_packages_file",
    ),
    re_path(rf"^pengadaan/desa/{CODE}/$", village_public.village_package, name="village_package"),
    path(f"{WORK}/", village.village_desk, name="village_desk"),
    re_path(rf"^{WORK}/{UNIT}/baru/$", village.new_village_package, name="new_village_package"),
    re_path(rf"^{WORK}/paket/{CODE}/$", village.village_work, name="village_work"),
    re_path(rf"^{WORK}/paket/{CODE}/(?P<act>{NAMES})/$", village.village_act, name="village_act"),
]  # fmt: skip
