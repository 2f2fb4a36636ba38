"""Addresses of flags, and of the targets for small businesses and domestic products."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.packages_urls import CODE
from pendopo.procurement.views import flags, flags_public, splitting, targets, targets_public

FILE = r"unduh\.(?P<kind>csv|xlsx)$"
ACTION = r"(?P<action>answer|accept|reject|reopen)"
WORK = r"^workspace/pengadaan/tanda/"

flags_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/tanda/", flags_public.flags, name="public_flags"),
    re_path(r"^pengadaan/tanda/(?P<year>20\d\d)/$", flags_public.flags, name="public_flags_year"),
    re_path(rf"^pengadaan/tanda/(?P<year>20\d\d)/{FILE}", flags_public.flags_file, name="public_flags_file"),
    path("pengadaan/tanda/nomor/<int:flag>/", flags_public.flag, name="public_flag"),
    path("workspace/pengadaan/tanda/", flags.home, name="flags_home"),
    re_path(rf"{WORK}(?P<year>20\d\d)/$", flags.flags, name="flags"),
    re_path(rf"{WORK}(?P<year>20\d\d)/{FILE}", flags.flags_file, name="flags_file"),
    re_path(rf"{WORK}(?P<year>20\d\d)/hitung/$", flags.count, name="count_flags"),
    path("workspace/pengadaan/tanda/nomor/<int:flag>/", flags.flag, name="flag"),
    re_path(rf"{WORK}nomor/(?P<flag>\d+)/langkah/{ACTION}/$", flags.step, name="flag_step"),
    path("pengadaan/umk-pdn/", targets_public.targets, name="public_targets"),
    re_path(r"^pengadaan/umk-pdn/(?P<year>20\d\d)/$", targets_public.targets, name="public_targets_year"),
    re_path(rf"^pengadaan/umk-pdn/(?P<year>20\d\d)/{FILE}", targets_public.targets_file, name="public_targets_file"),
    path("workspace/pengadaan/umk-pdn/", targets.home, name="targets_home"),
    re_path(r"^workspace/pengadaan/umk-pdn/(?P<year>20\d\d)/$", targets.targets, name="targets"),
    re_path(rf"^workspace/pengadaan/paket/{CODE}/pecah/$", splitting.split, name="split_package"),
    re_path(rf"^workspace/pengadaan/paket/{CODE}/gabung/$", splitting.merge, name="merge_packages"),
]
