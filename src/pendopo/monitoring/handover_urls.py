"""Addresses of handover in the workspace."""

from django.urls import re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.projects_urls import WORK
from pendopo.monitoring.views import handover

PK = "(?P<pk>[0-9]{1,12})"

handover_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{WORK}serah-terima/$", handover.handover, name="handover"),
    re_path(rf"^{WORK}serah-terima/cacat/{PK}/$", handover.mend, name="mend"),
    re_path(rf"^{WORK}serah-terima/aset/{PK}/$", handover.asset, name="asset"),
]
