"""Words of repeated offers for templates."""

from django import template

from pendopo.procurement.views.auction_words import exact_time, written

register = template.Library()
register.filter("exact_time", exact_time)
register.filter("rupiah", written)
