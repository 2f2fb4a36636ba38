"""The regency's own page: map, facts, the villages' index over the years, the regencies beside it."""

from typing import Any

from pendopo.regions.queries import scores
from pendopo.regions.queries.maps import kecamatan_map
from pendopo.regions.queries.places import regencies_beside, regency, region_code


def regency_page() -> dict[str, Any]:
    """Everything of the page `/desa/` but what a search finds; `regency` is None before `pendopo init`."""
    one = regency(region_code())
    shown = kecamatan_map()
    return {
        "map": shown,
        "regency": one,
        "beside": regencies_beside(one) if one else [],
        "history": scores.history_of_regency(one.code, one.name) if one and shown["year"] else None,
    }
