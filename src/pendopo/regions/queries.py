"""Reads of regions. Everything here is public."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Avg, Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.instance.queries import current
from pendopo.kernel import figures
from pendopo.kernel.display import number
from pendopo.kernel.sql import read
from pendopo.regions.indices import FLOORS
from pendopo.regions.models import Boundary, Desa, IndexScore, Kecamatan, Regency
from pendopo.regions.shapes import WIDTH

PER_PAGE = 25
CLASS_CSS = {"MANDIRI": "m4", "MAJU": "m2", "BERKEMBANG": "m1"}
STEPS = [(50, "m4"), (40, "m3"), (20, "m2"), (0, "m1")]


def regency(code: str) -> Regency | None:
    """The regency or city of that code, with its province."""
    return Regency.objects.select_related("province").filter(code=code).first()


def region_code() -> str:
    """The code of this instance's regency; empty before `pendopo init`."""
    instance = current()
    return instance.region_code if instance else ""


def counts(code: str) -> dict[str, int]:
    """How many kecamatan, desa and kelurahan a regency has."""
    kelurahan = Count("pk", filter=Q(kind=Desa.Kind.KELURAHAN))
    found = Desa.objects.filter(regency_id=code).aggregate(
        kecamatan=Count("kecamatan", distinct=True), kelurahan=kelurahan, places=Count("pk")
    )
    return found | {"desa": found["places"] - found["kelurahan"]}


def kecamatan_of(code: str) -> QuerySet[Kecamatan]:
    """The kecamatan of a regency by name."""
    return Kecamatan.objects.filter(regency_id=code).order_by("name")


def desa_of(code: str) -> QuerySet[Desa]:
    """The desa and kelurahan of a regency by name, with their kecamatan."""
    return Desa.objects.filter(regency_id=code).select_related("kecamatan").order_by("name", "code")


def find_desa(text: str, page: str | int = 1, kecamatan: str = "") -> Page:
    """The desa and kelurahan of this regency whose name, code or postcode begins or holds the text, 25 a page."""
    found = desa_of(region_code())
    if kecamatan:
        found = found.filter(kecamatan__slug=kecamatan)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(postcode=text) | Q(code__startswith=text))
    return Paginator(found, PER_PAGE).get_page(page)


def place_paths() -> list[str]:
    """The pages of this regency's kecamatan, desa and kelurahan, for the site map."""
    code = region_code()
    kecamatan = Kecamatan.objects.filter(regency_id=code).values_list("slug", flat=True)
    desa = Desa.objects.filter(regency_id=code).values_list("slug", flat=True)
    return [reverse("regions:kecamatan", kwargs={"slug": slug}) for slug in kecamatan] + [
        reverse("regions:desa", kwargs={"slug": slug}) for slug in desa
    ]


def _latest_year(code: str) -> int:
    rows = read("SELECT max(year) AS year FROM regions_indexscore WHERE regency_code = %(code)s", code=code)
    return rows[0]["year"] or 0


def _css(share: float | None) -> str:
    return "m0" if share is None else next(css for floor, css in STEPS if share >= floor)


INDEX_SQL = """
SELECT score.year, desa.kecamatan_id AS kecamatan, score.standing, count(*) AS many
FROM regions_indexscore score JOIN regions_desa desa ON desa.code = score.desa_id
WHERE score.regency_code = %(code)s GROUP BY 1, 2, 3
"""
MAP_SQL = """
SELECT kecamatan.code, kecamatan.name, kecamatan.slug,
    (SELECT count(*) FROM regions_desa desa WHERE desa.kecamatan_id = kecamatan.code) AS places,
    shape.path, round(shape.label_x)::int::text AS label_x, round(shape.label_y)::int::text AS label_y,
    shape.bottom, shape.source
FROM regions_kecamatan kecamatan
LEFT JOIN regions_boundary shape ON shape.code = kecamatan.code AND shape.level = 'KECAMATAN'
WHERE kecamatan.regency_id = %(code)s ORDER BY kecamatan.name
"""


def _index_by_kecamatan(code: str) -> tuple[int, dict[str, Counter[str]]]:
    """The latest year of the index (0 without one), and how many villages of each kecamatan have which standing."""
    rows = read(INDEX_SQL, code=code)
    year = max((row["year"] for row in rows), default=0)
    standings: dict[str, Counter[str]] = {}
    for row in rows:
        if row["year"] == year:
            standings.setdefault(row["kecamatan"], Counter())[row["standing"]] += row["many"]
    return year, standings


def kecamatan_map() -> dict[str, Any]:
    """The kecamatan of this regency with counts, the share of independent villages, and shapes where there are any."""
    code = region_code()
    year, standings = _index_by_kecamatan(code)
    rows = read(MAP_SQL, code=code)
    drawn = [row for row in rows if row["path"]]
    bottom = max((row["bottom"] for row in drawn), default=0)
    return {
        "kecamatan": [_on_map(row, standings.get(row["code"])) for row in rows],
        "places": sum(row["places"] for row in rows),
        "has_shapes": bool(drawn),
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
        "url": reverse("regions:kecamatan", kwargs={"slug": row["slug"]}),
        "independent": independent,
        "indexed": indexed,
        "css": _css(100 * independent / indexed if indexed and independent is not None else None),
    }


def _neighbours(kecamatan_code: str) -> dict[str, Any]:
    drawn = list(Boundary.objects.filter(parent_code=kecamatan_code, level=Boundary.Level.DESA))
    if not drawn:
        return {"shapes": {}, "view_box": "", "width": 0.0}
    left, top = min(one.left for one in drawn), min(one.top for one in drawn)
    width, height = max(one.right for one in drawn) - left, max(one.bottom for one in drawn) - top
    return {
        "shapes": {one.code: one for one in drawn},
        "width": width,
        "view_box": f"{left - 1:.1f} {top - 1:.1f} {width + 2:.1f} {height + 2:.1f}",
        "area_km2": sum(one.area_km2 for one in drawn),
    }


def kecamatan_page(slug: str) -> dict[str, Any] | None:
    """A kecamatan with its desa, their index and shapes; None when this regency has none of that slug."""
    one = Kecamatan.objects.select_related("regency").filter(regency_id=region_code(), slug=slug).first()
    if one is None:
        return None
    year = _latest_year(one.regency_id)
    scores = {row.desa_id: row for row in IndexScore.objects.filter(desa__kecamatan=one, year=year)}
    around = _neighbours(one.code)
    places = [
        {
            "place": desa,
            "url": reverse("regions:desa", kwargs={"slug": desa.slug}),
            "score": scores.get(desa.code),
            "css": _standing_css(scores.get(desa.code)),
            "width": f"{scores[desa.code].score * 100:.1f}" if desa.code in scores else "",
            "boundary": around["shapes"].get(desa.code),
        }
        for desa in Desa.objects.filter(kecamatan=one).order_by("name", "code")
    ]
    return {
        "kecamatan": one,
        "places": places,
        "year": year,
        "indexed": len(scores),
        "independent": sum(row.standing == IndexScore.Standing.MANDIRI for row in scores.values()),
        "legend": _legend(),
        "hatch_scale": f"{around['width'] / 340:.2f}" if around["shapes"] else "1",
        **around,
    }


def _standing_css(score: IndexScore | None) -> str:
    return CLASS_CSS.get(score.standing if score else "", "m0")


def _legend() -> list[tuple[str, str]]:
    """The classes of the map of villages: css and name."""
    named = [(css, str(IndexScore.Standing(standing).label)) for standing, css in CLASS_CSS.items()]
    return [*named, ("m0", gettext("Other or without index"))]


def desa_page(slug: str) -> dict[str, Any] | None:
    """A desa with its index, rank, neighbours; None when this regency has none of that slug."""
    one = Desa.objects.select_related("kecamatan", "regency").filter(regency_id=region_code(), slug=slug).first()
    if one is None:
        return None
    around = _neighbours(one.kecamatan_id)
    shapes = around.pop("shapes")
    return {
        "place": one,
        "index": _index_of(one),
        "boundary": shapes.get(one.code),
        "others": list(Desa.objects.filter(kecamatan=one.kecamatan_id).exclude(pk=one.pk).order_by("name", "code")),
        "neighbours": [shape for code, shape in shapes.items() if code != one.code],
        **around,
    }


def _index_of(desa: Desa) -> dict[str, Any] | None:
    score = IndexScore.objects.filter(desa=desa).order_by("-year").first()
    if score is None:
        return None
    peers = IndexScore.objects.filter(regency_code=desa.regency_id, year=score.year)
    summary = peers.aggregate(mean=Avg("score"), many=Count("pk"), above=Count("pk", filter=Q(score__gt=score.score)))
    return {
        "score": score,
        "rank": summary["above"] + 1,
        "many": summary["many"],
        "mean": summary["mean"].quantize(Decimal("0.0001")),
        "dial": _dial(score),
        "bars": figures.bars(
            [
                {"label": label, "value": value, "text": number(value, 4), "css": "f-action"}
                for label, value in [
                    (gettext("Social"), score.social),
                    (gettext("Economic"), score.economic),
                    (gettext("Environmental"), score.environmental),
                ]
            ],
            most=1,
        ),
    }


def _dial(score: IndexScore) -> figures.Dial:
    """The score among the five classes, each from its floor up to the floor of the next."""
    floors = [(Decimal(floor), standing) for floor, standing in reversed([*FLOORS, ("0", "SANGAT_TERTINGGAL")])]
    tops = [floor for floor, _standing in floors[1:]] + [Decimal(1)]
    classes = [
        {
            "label": str(IndexScore.Standing(standing).label),
            "span": f"{number(floor, 4)} – {number(top, 4)}",
            "low": floor,
            "high": top,
        }
        for (floor, standing), top in zip(floors, tops, strict=True)
    ]
    return figures.dial(float(score.score), classes, text=number(score.score, 4))
