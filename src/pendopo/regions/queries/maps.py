"""The kecamatan of a regency on a map, drawn or in tiles."""

from collections import Counter
from typing import Any

from pendopo.kernel.sql import read
from pendopo.regions.models import IndexScore
from pendopo.regions.queries.places import address_of, region_code
from pendopo.regions.shapes import WIDTH
from pendopo.regions.words import places_counted, places_noun, search_label

STEPS = [(50, "m4"), (40, "m3"), (20, "m2"), (0, "m1")]
LONG_WORD = 11
"""Letters of a word that no longer fits into a tile of the usual width."""

INDEX_SQL = """
SELECT score.year, desa.kecamatan_id AS kecamatan, score.standing, count(*) AS many
FROM regions_indexscore score JOIN regions_desa desa ON desa.code = score.desa_id
WHERE score.regency_code = %(code)s AND score.year = (
    SELECT max(year) FROM regions_indexscore WHERE regency_code = %(code)s)
GROUP BY 1, 2, 3
"""
MAP_SQL = """
SELECT kecamatan.code, kecamatan.name, kecamatan.slug, coalesce(place.desa, 0) AS desa,
    coalesce(place.kelurahan, 0) AS kelurahan,
    shape.path, round(shape.label_x)::int::text AS label_x, round(shape.label_y)::int::text AS label_y,
    shape.bottom, shape.source, shape.area_km2
FROM regions_kecamatan kecamatan
LEFT JOIN (
    SELECT kecamatan_id, count(*) FILTER (WHERE kind = 'KELURAHAN') AS kelurahan,
        count(*) FILTER (WHERE kind <> 'KELURAHAN') AS desa
    FROM regions_desa WHERE regency_id = %(code)s GROUP BY 1
) place ON place.kecamatan_id = kecamatan.code
LEFT JOIN regions_boundary shape ON shape.code = kecamatan.code AND shape.level = 'KECAMATAN'
WHERE kecamatan.regency_id = %(code)s ORDER BY kecamatan.name
"""


def has_long_names(names: Any) -> bool:
    """Whether a word of a name would break in a tile of the usual width ("Sukomanunggal")."""
    return any(len(word) > LONG_WORD for name in names for word in name.split())


def _css(share: float | None) -> str:
    return "m0" if share is None else next(css for floor, css in STEPS if share >= floor)


def _index_by_kecamatan(code: str) -> tuple[int, dict[str, Counter[str]]]:
    """The latest year of the index (0 without one), and how many villages of each kecamatan have which standing."""
    rows = read(INDEX_SQL, code=code)
    standings: dict[str, Counter[str]] = {}
    for row in rows:
        standings.setdefault(row["kecamatan"], Counter())[row["standing"]] += row["many"]
    return (rows[0]["year"] if rows else 0), standings


def kecamatan_map() -> dict[str, Any]:
    """The kecamatan of this regency with counts, the share of independent villages, and shapes where there are any."""
    code = region_code()
    year, standings = _index_by_kecamatan(code)
    rows = read(MAP_SQL, code=code)
    drawn = [row for row in rows if row["path"]]
    bottom = max((row["bottom"] for row in drawn), default=0)
    address = address_of("regions:kecamatan")
    counts = {kind: sum(row[kind] for row in rows) for kind in ("desa", "kelurahan")}
    return {
        "kecamatan": [_on_map(row, standings.get(row["code"])) | {"url": address(row["slug"])} for row in rows],
        "counts": counts,
        "places": places_counted(counts),
        "noun": places_noun(counts),
        "search_label": search_label(counts),
        "area_km2": sum(row["area_km2"] for row in drawn),
        "has_shapes": bool(drawn),
        "has_long_names": has_long_names(row["name"] for row in rows),
        "view_box": f"-4 -4 {WIDTH + 8:.0f} {bottom + 8:.0f}",
        "source": next((row["source"] for row in drawn), ""),
        "year": year,
        "standings": {name.lower(): many for name, many in sum(standings.values(), Counter()).items()},
        "indexed": sum(one.total() for one in standings.values()),
    }


def _on_map(row: dict[str, Any], standings: Counter[str] | None) -> dict[str, Any]:
    independent = standings[IndexScore.Standing.MANDIRI] if standings else None
    indexed = standings.total() if standings else None
    return row | {
        "places": row["desa"] + row["kelurahan"],
        "independent": independent,
        "indexed": indexed,
        "css": _css(100 * independent / indexed if indexed and independent is not None else None),
    }
