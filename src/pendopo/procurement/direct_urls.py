"""Addresses of direct purchases and of recorded spending."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import direct, recorded

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
WORK = "workspace/pengadaan"
UNIT = r"(?P<unit>[0-9A-Za-z.-]{1,40})"
TABLE = rf"^{WORK}/langsung/{CODE}/(?P<participant>[0-9]+)"

direct_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{WORK}/paket/{CODE}/langsung/$", direct.begin_direct, name="begin_direct"),
    re_path(rf"^{WORK}/langsung/{CODE}/$", direct.direct, name="direct"),
    re_path(rf"{TABLE}/catat/$", direct.direct_round, name="direct_round"),
    re_path(rf"{TABLE}/pilih/$", direct.direct_decide, name="direct_decide"),
    path("pengadaan/pencatatan/", recorded.spendings, name="spendings"),
    re_path(r"^pengadaan/pencatatan\.(?P<kind>csv|xlsx|parquet)$", recorded.spendings_file, name="spendings_file"),
    path(f"{WORK}/pencatatan/", recorded.spendings_work, name="spendings_work"),
    path(f"{WORK}/pencatatan/<uuid:key>/bukti/", recorded.spending_receipt, name="spending_receipt"),
    re_path(rf"^{WORK}/pencatatan/{UNIT}/baru/$", recorded.record_spending, name="record_spending"),
    path(f"{WORK}/pencatatan/<uuid:key>/batal/", recorded.cancel_spending, name="cancel_spending"),
]
