"""One sentence for each act on regions."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "regions.nation.loaded": Event(
        _("{actor} loaded the regions: {kecamatan} kecamatan, {desa} villages."), public=True
    ),
    "regions.boundaries.imported": Event(_("{actor} imported {shapes} boundaries, {area} km2."), public=True),
    "regions.indices.imported": Event(_("{actor} imported the village index {year} of {rows} villages."), public=True),
}
