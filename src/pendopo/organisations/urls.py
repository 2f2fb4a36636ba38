from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.organisations.views import positions, units

app_name = "organisations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("workspace/pengaturan/unit/", units.units, name="units"),
    path("workspace/pengaturan/unit/baru/", units.new_unit, name="new_unit"),
    path("workspace/pengaturan/unit/<int:pk>/", units.unit, name="unit"),
    path("workspace/pengaturan/unit/<int:pk>/ubah/", units.edit_unit, name="edit_unit"),
    path("workspace/pengaturan/unit/<int:pk>/tutup/", units.close_unit, name="close_unit"),
    path("workspace/pengaturan/unit/<int:pk>/buka/", units.reopen_unit, name="reopen_unit"),
    path("workspace/pengaturan/unit/<int:pk>/jabatan/baru/", positions.new_position, name="new_position"),
    path("workspace/pengaturan/jabatan/<int:pk>/ubah/", positions.edit_position, name="edit_position"),
    path("workspace/pengaturan/jabatan/<int:pk>/hapus/", positions.remove_position, name="remove_position"),
]
