"""A kecamatan, and a desa or kelurahan, with what lies beside them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from pendopo.kernel.sql import read
from pendopo.regions.models import Desa, IndexScore, Kecamatan
from pendopo.regions.queries import scores
from pendopo.regions.queries.maps import has_long_names
from pendopo.regions.queries.places import address_of, region_code
from pendopo.regions.words import elsewhere, places_counted, places_noun

CLASS_CSS = {"MANDIRI": "m4", "MAJU": "m2", "BERKEMBANG": "m1"}

INSIDE_SQL = """
SELECT desa.code, desa.name, desa.slug, desa.kind, desa.postcode, score.year, score.score, score.standing,
    shape.path, shape."left", shape.top, shape."right", shape.bottom, shape.area_km2, shape.touches
FROM regions_desa desa
LEFT JOIN regions_indexscore score ON score.desa_id = desa.code
    AND score.year = (SELECT max(year) FROM regions_indexscore WHERE regency_code = %(regency)s)
LEFT JOIN regions_boundary shape ON shape.code = desa.code AND shape.level = 'DESA'
WHERE desa.kecamatan_id = %(kecamatan)s ORDER BY desa.name, desa.code
"""
OUTSIDE_SQL = """
SELECT desa.code, desa.name, desa.slug, desa.kind, kecamatan.name AS kecamatan
FROM regions_desa desa JOIN regions_kecamatan kecamatan ON kecamatan.code = desa.kecamatan_id
WHERE desa.code = ANY(%(codes)s) AND desa.kecamatan_id <> %(kecamatan)s ORDER BY desa.name, desa.code
"""
BESIDE_SQL = """
SELECT kecamatan.code, kecamatan.name, kecamatan.slug, coalesce(kecamatan.code = ANY(own.touches), false) AS touches
FROM regions_kecamatan kecamatan
LEFT JOIN regions_boundary own ON own.code = %(code)s AND own.level = 'KECAMATAN'
WHERE kecamatan.regency_id = %(regency)s AND kecamatan.code <> %(code)s ORDER BY kecamatan.name
"""


def kecamatan_page(slug: str) -> dict[str, Any] | None:
    """A kecamatan with its places, their index and shapes, its neighbours; None when there is none of that slug."""
    one = Kecamatan.objects.select_related("regency").filter(regency_id=region_code(), slug=slug).first()
    if one is None:
        return None
    places, frame = _inside(one)
    indexed = [row for row in places if row["standing"]]
    around = _mean_of(one.regency.kind)
    history = scores.history_of_kecamatan(one.regency_id, one.code, name=one.name, around=around) if indexed else None
    return {
        "kecamatan": one,
        "places": places,
        "year": max((row["year"] for row in indexed), default=0),
        "indexed": len(indexed),
        "independent": sum(row["standing"] == IndexScore.Standing.MANDIRI for row in indexed),
        "legend": _legend(),
        "history": history,
        "mean_name": around,
        **_beside(one),
        **frame,
    }


def desa_page(slug: str) -> dict[str, Any] | None:
    """A desa with its index, rank, neighbours; None when this regency has none of that slug."""
    one = Desa.objects.select_related("kecamatan", "regency").filter(regency_id=region_code(), slug=slug).first()
    if one is None:
        return None
    places, frame = _inside(one.kecamatan)
    own = next(row for row in places if row["code"] == one.code)
    index = scores.index_of(one)
    around = _mean_of(one.regency.kind)
    near = _near(own, places, one.kecamatan_id)
    touching = {row["code"] for row in near}
    return {
        "place": one,
        "index": index,
        "history": scores.history_of_desa(one.regency_id, one.code, name=one.name, around=around) if index else None,
        "mean_name": around,
        "own": own,
        "places": places,
        "neighbours": near,
        "others": [row for row in places if row["code"] not in {one.code, *touching}],
        **frame,
        "elsewhere": elsewhere(frame["counts"], one.kecamatan.name),
    }


def _mean_of(kind: str) -> str:
    return gettext("Mean of the city") if kind == "KOTA" else gettext("Mean of the kabupaten")


def _inside(kecamatan: Kecamatan) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The places of a kecamatan by name, and the frame and words around them."""
    rows = read(INSIDE_SQL, regency=kecamatan.regency_id, kecamatan=kecamatan.code)
    address = address_of("regions:desa")
    kinds, standings = dict(Desa.Kind.choices), dict(IndexScore.Standing.choices)
    for row in rows:
        row["url"] = address(row["slug"])
        row["kind_label"] = str(kinds[row["kind"]])
        row["standing_label"] = str(standings[row["standing"]]) if row["standing"] else ""
        row["css"] = CLASS_CSS.get(row["standing"] or "", "m0")
        row["width"] = f"{row['score'] * 100:.1f}" if row["standing"] else ""
    kelurahan = sum(row["kind"] == Desa.Kind.KELURAHAN for row in rows)
    counts = {"desa": len(rows) - kelurahan, "kelurahan": kelurahan}
    return rows, _frame([row for row in rows if row["path"]]) | {
        "counts": counts,
        "counted": places_counted(counts),
        "noun": places_noun(counts),
        "has_long_names": has_long_names(row["name"] for row in rows),
    }


def _frame(drawn: list[dict[str, Any]]) -> dict[str, Any]:
    if not drawn:
        return {"has_shapes": False, "hatch_scale": "1"}
    left, top = min(row["left"] for row in drawn), min(row["top"] for row in drawn)
    width, height = max(row["right"] for row in drawn) - left, max(row["bottom"] for row in drawn) - top
    return {
        "has_shapes": True,
        "hatch_scale": f"{width / 340:.2f}",
        "view_box": f"{left - 1:.1f} {top - 1:.1f} {width + 2:.1f} {height + 2:.1f}",
        "area_km2": sum(row["area_km2"] for row in drawn),
    }


def _near(own: dict[str, Any], places: Iterable[dict[str, Any]], kecamatan_code: str) -> list[dict[str, Any]]:
    """The places that share a boundary with this one, those of other kecamatan too; empty without boundaries."""
    codes = own["touches"] or []
    if not codes:
        return []
    address, kinds = address_of("regions:desa"), dict(Desa.Kind.choices)
    outside = [
        row | {"url": address(row["slug"]), "kind_label": str(kinds[row["kind"]])}
        for row in read(OUTSIDE_SQL, codes=codes, kecamatan=kecamatan_code)
    ]
    return sorted([*(row for row in places if row["code"] in codes), *outside], key=lambda row: row["name"])


def _beside(one: Kecamatan) -> dict[str, Any]:
    """The other kecamatan of the regency: those that share a boundary, and the rest."""
    address = address_of("regions:kecamatan")
    rows = [row | {"url": address(row["slug"])} for row in read(BESIDE_SQL, code=one.code, regency=one.regency_id)]
    return {
        "neighbours": [row for row in rows if row["touches"]],
        "siblings": [row for row in rows if not row["touches"]],
    }


def _legend() -> list[tuple[str, str]]:
    """The classes of the map of villages: css and name."""
    named = [(css, str(IndexScore.Standing(standing).label)) for standing, css in CLASS_CSS.items()]
    return [*named, ("m0", gettext("Other or without index"))]
