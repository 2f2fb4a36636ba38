"""Addresses of the rupiah trace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.oversight.views import traces

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("jejak/contract/<uuid:key>/", traces.contract, name="trace_contract"),
    re_path(r"^jejak/package/(?P<code>[A-Za-z0-9.-]{1,40})/$", traces.package, name="trace_package"),
    re_path(r"^jejak/asset/(?P<code>A-[0-9]{4}-[0-9]{6,12})/$", traces.asset, name="trace_asset"),
    path("jejak/line/<int:line_id>/", traces.line, name="trace_line"),
]
