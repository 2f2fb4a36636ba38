"""Addresses of the government's catalogue."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import catalogue, catalogue_public

WORK = "workspace/pengadaan/katalog"

catalogue_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/katalog/", catalogue_public.catalogue, name="catalogue"),
    path("pengadaan/katalog/<int:item>/", catalogue_public.item, name="item"),
    path(f"{WORK}/", catalogue.items, name="items"),
    path(f"{WORK}/baru/<int:supplier>/", catalogue.new_item, name="new_item"),
    path(f"{WORK}/<int:item>/", catalogue.item_at_work, name="item_at_work"),
    path(f"{WORK}/<int:item>/ubah/", catalogue.edit_item, name="edit_item"),
    re_path(
        rf"^{WORK}/(?P<item>\d{{1,9}})/(?P<action>submit|list|return|withdraw|suspend)/$",
        catalogue.item_step,
        name="item_step",
    ),
]
