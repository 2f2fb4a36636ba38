"""Addresses of the price standards."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import composed, editions, price_forms, price_quotes, prices, repricing, standards

prices_patterns: list[URLPattern | URLResolver] = [
    path("standar-harga/", prices.prices, name="prices"),
    re_path(r"^standar-harga/unduh\.(?P<kind>csv|xlsx|parquet)$", prices.prices_file, name="file_prices"),
    re_path(r"^standar-harga/(?P<code>[0-9A-Za-z.\-]{1,20})/$", prices.price_item, name="price_item"),
    path("workspace/standar-harga/", editions.editions, name="price_editions"),
    path("workspace/standar-harga/<int:edition>/", editions.price_edition, name="price_edition"),
    path("workspace/standar-harga/<int:edition>/dampak/", repricing.price_impact, name="price_impact"),
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/harga/", repricing.reprice, name="reprice"),
    path("workspace/standar-harga/<int:edition>/hspk/", composed.hspk, name="new_hspk"),
    path("workspace/standar-harga/<int:edition>/hspk/saran/", composed.suggest_parts, name="suggest_parts"),
    path("workspace/standar-harga/<int:edition>/hspk/<int:item>/", composed.hspk, name="edit_hspk"),
    path("workspace/standar-harga/<int:edition>/asb/", composed.asb, name="new_asb"),
    path("workspace/standar-harga/<int:edition>/asb/<int:item>/", composed.asb, name="edit_asb"),
    path("workspace/standar-harga/<int:edition>/butir/", price_forms.new_price, name="new_price"),
    path("workspace/standar-harga/<int:edition>/butir/<int:item>/", price_forms.edit_price, name="edit_price"),
    path(
        "workspace/standar-harga/<int:edition>/butir/<int:item>/survei/", price_quotes.price_survey, name="price_survey"
    ),
    path(
        "workspace/standar-harga/<int:edition>/butir/<int:item>/survei/<int:quote>/keluarkan/",
        price_quotes.remove_quote,
        name="remove_quote",
    ),
    re_path(
        r"^workspace/standar-harga/(?P<edition>\d+)/langkah/(?P<action>propose|approve|return|enact)/$",
        editions.edition_step,
        name="edition_step",
    ),
    path("workspace/anggaran/<int:stage>/lembar/<int:sheet>/standar/", standards.choose_price, name="choose_price"),
]
