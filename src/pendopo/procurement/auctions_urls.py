"""Addresses of repeated offers (reverse auctions)."""

from django.urls import re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import auctions, auctions_bidding

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
WORK = r"^workspace/pengadaan/penawaran-berulang"

auctions_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^pengadaan/tender/{CODE}/penawaran-berulang/$", auctions_bidding.auction_public, name="auction_public"),
    re_path(rf"{WORK}/$", auctions.auctions, name="auctions"),
    re_path(rf"{WORK}/{CODE}/$", auctions.auction, name="auction"),
    re_path(rf"{WORK}/{CODE}/aturan/$", auctions.plan_auction, name="plan_auction"),
    re_path(rf"{WORK}/{CODE}/babak/$", auctions.open_round, name="open_round"),
    re_path(rf"{WORK}/{CODE}/(?P<action>end|cancel)/$", auctions.auction_step, name="auction_step"),
    re_path(rf"{WORK}/{CODE}/tawar/$", auctions_bidding.bid, name="auction_bid"),
    re_path(rf"{WORK}/{CODE}/bukti/(?P<sequence>\d{{1,6}})/$", auctions_bidding.receipt, name="auction_receipt"),
]
