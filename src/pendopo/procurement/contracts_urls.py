"""Addresses of contracts and suppliers in the workspace."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import contracts, suppliers

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"

contracts_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^workspace/pengadaan/paket/{CODE}/kontrak/$", contracts.new_contract, name="new_contract"),
    path("workspace/pengadaan/kontrak/<uuid:key>/", contracts.contract, name="contract"),
    path("workspace/pengadaan/kontrak/<uuid:key>/<slug:action>/", contracts.contract_step, name="contract_step"),
    path("workspace/pengadaan/penyedia/", suppliers.suppliers, name="suppliers"),
    path("workspace/pengadaan/penyedia/baru/", contracts.new_supplier, name="new_supplier"),
]
