"""Addresses of packages of the plan."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import desk, packages, packages_public

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
FILE = r"unduh\.(?P<kind>csv|xlsx|parquet)"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"

packages_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/", packages_public.home, name="home"),
    path("pengadaan/paket/", packages_public.packages, name="packages"),
    re_path(
        r"^pengadaan/paket/unduh\.(?P<kind>csv|xlsx|parquet)$", packages_public.packages_file, name="packages_file"
    ),
    re_path(rf"^pengadaan/paket/{CODE}/$", packages_public.package, name="package"),
    path("workspace/pengadaan/", desk.work, name="work"),
    path("workspace/pengadaan/paket/", packages.work, name="packages_work"),
    re_path(rf"^workspace/pengadaan/paket/baru/{UNIT}/(?P<year>\d{{4}})/$", packages.new, name="new_package"),
    re_path(rf"^workspace/pengadaan/paket/{CODE}/$", packages.package, name="package_at_work"),
    re_path(rf"^workspace/pengadaan/paket/{CODE}/ubah/$", packages.edit, name="edit_package"),
    re_path(
        rf"^workspace/pengadaan/paket/{CODE}/(?P<action>approve|return|announce|revise|cancel)/$",
        packages.step,
        name="package_step",
    ),
]
