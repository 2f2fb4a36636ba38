"""Reads of regions. Everything here is public."""

from pendopo.regions.queries.maps import kecamatan_map
from pendopo.regions.queries.overview import regency_page
from pendopo.regions.queries.pages import desa_page, kecamatan_page
from pendopo.regions.queries.places import (
    counts,
    desa_of,
    find_desa,
    kecamatan_of,
    place_paths,
    regency,
    region_code,
)

__all__ = [
    "counts",
    "desa_of",
    "desa_page",
    "find_desa",
    "kecamatan_map",
    "kecamatan_of",
    "kecamatan_page",
    "place_paths",
    "regency",
    "regency_page",
    "region_code",
]
