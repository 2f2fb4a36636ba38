"""Addresses of the price standards."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import prices, standards

prices_patterns: list[URLPattern | URLResolver] = [
    path("standar-harga/", prices.prices, name="prices"),
    re_path(r"^standar-harga/unduh\.(?P<kind>csv|xlsx|parquet)$", prices.prices_file, name="file_prices"),
    re_path(r"^standar-harga/(?P<code>[0-9A-Za-z.\-]{1,20})/$", prices.price_item, name="price_item"),
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/standar/", standards.choose_price, name="choose_price"),
]
