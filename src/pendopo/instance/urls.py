"""The settings of this regency in the workspace."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.instance.views import holidays, identity, modules, overview

app_name = "instance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("workspace/pengaturan/", overview.settings, name="settings"),
    path("workspace/pengaturan/identitas/", identity.identity, name="identity"),
    path("workspace/pengaturan/kontak/", identity.contacts, name="contacts"),
    path("workspace/pengaturan/lambang/", identity.crest, name="crest"),
    path("workspace/pengaturan/lambang/lepas/", identity.remove_crest, name="remove_crest"),
    path("workspace/pengaturan/penduduk/", identity.population, name="population"),
    path("workspace/pengaturan/hari-libur/", holidays.holidays, name="holidays"),
    path("workspace/pengaturan/hari-libur/tambah/", holidays.add, name="add_holiday"),
    path("workspace/pengaturan/hari-libur/<str:day>/", holidays.change, name="holiday"),
    path("workspace/pengaturan/hari-libur/<str:day>/hapus/", holidays.remove, name="remove_holiday"),
    path("workspace/pengaturan/modul/", modules.modules, name="modules"),
    path("workspace/pengaturan/modul/<slug:module>/", modules.switch, name="module"),
]
