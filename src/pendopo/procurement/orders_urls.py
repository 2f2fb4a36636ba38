"""Addresses of orders from the catalogue."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import orders

KEY = r"(?P<key>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"

orders_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/katalog/<int:item>/beli/", orders.buy, name="buy"),
    path("workspace/pengadaan/pesanan/", orders.orders, name="orders"),
    path("workspace/pengadaan/pesanan/<uuid:key>/", orders.order, name="order"),
    re_path(
        rf"^workspace/pengadaan/pesanan/{KEY}/(?P<action>send|offer|agree|order|cancel)/$",
        orders.order_step,
        name="order_step",
    ),
]
