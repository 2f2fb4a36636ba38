"""The village index: one village among all, and how the index moved over the years."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext

from pendopo.kernel import figures
from pendopo.kernel.display import number
from pendopo.kernel.sql import read
from pendopo.regions.indices import FLOORS
from pendopo.regions.models import Desa, IndexScore

LONGEST = 10  # letters of a name that fits beside the end of a line on a phone

OF_REGENCY_SQL = """
SELECT year, avg(score) AS mean, count(*) AS many, count(*) FILTER (WHERE standing = 'MANDIRI') AS independent
FROM regions_indexscore WHERE regency_code = %(code)s GROUP BY year ORDER BY year
"""
OF_KECAMATAN_SQL = """
SELECT score.year, avg(score.score) FILTER (WHERE desa.kecamatan_id = %(kecamatan)s) AS own, avg(score.score) AS mean,
    count(*) FILTER (WHERE desa.kecamatan_id = %(kecamatan)s) AS many,
    count(*) FILTER (WHERE desa.kecamatan_id = %(kecamatan)s AND score.standing = 'MANDIRI') AS independent
FROM regions_indexscore score JOIN regions_desa desa ON desa.code = score.desa_id
WHERE score.regency_code = %(code)s GROUP BY score.year ORDER BY score.year
"""
OF_DESA_SQL = """
SELECT year, max(score) FILTER (WHERE desa_id = %(desa)s) AS own, avg(score) AS mean,
    max(standing) FILTER (WHERE desa_id = %(desa)s) AS standing
FROM regions_indexscore WHERE regency_code = %(code)s GROUP BY year ORDER BY year
"""


def history_of_regency(code: str, name: str) -> dict[str, Any] | None:
    """The mean index of a regency's villages over the years; None before there are two."""
    rows = [row | {"own": row["mean"]} for row in read(OF_REGENCY_SQL, code=code)]
    return _history(rows, name, "", _shares)


def history_of_kecamatan(code: str, kecamatan_code: str, *, name: str, around: str) -> dict[str, Any] | None:
    """The mean index of a kecamatan's villages over the years beside the regency's; None before there are two."""
    rows = [row for row in read(OF_KECAMATAN_SQL, code=code, kecamatan=kecamatan_code) if row["many"]]
    return _history(rows, name, around, _shares)


def history_of_desa(code: str, desa_code: str, *, name: str, around: str) -> dict[str, Any] | None:
    """The index of a village over the years beside the regency's mean; None before there are two."""
    rows = [row for row in read(OF_DESA_SQL, code=code, desa=desa_code) if row["own"] is not None]
    return _history(rows, name, around, _standings)


def _shares(row: Mapping[str, Any]) -> str:
    return gettext("{part} of {whole}").format(part=number(row["independent"]), whole=number(row["many"]))


def _standings(row: Mapping[str, Any]) -> str:
    return str(IndexScore.Standing(row["standing"]).label)


def _history(rows: Sequence[Mapping[str, Any]], name: str, around: str, word: Any) -> dict[str, Any] | None:
    if len(rows) < 2:
        return None
    first, last = rows[0], rows[-1]
    years = {row["year"]: row for row in rows}
    steps = range(first["year"], last["year"] + 1)
    own = (name if len(name) <= LONGEST else gettext("Index")) if around else gettext("Mean")
    lines = [_line(own, "own", "", years, steps)]
    lines += [_line(around, "mean", "plan", years, steps)] if around else []
    ends = {
        "first": _figure(first["own"]),
        "last": _figure(last["own"]),
        "since": str(first["year"]),
        "year": str(last["year"]),
    }
    return ends | {
        "direction": (last["own"] > first["own"]) - (last["own"] < first["own"]),
        "figure": figures.line_chart(lines, [str(year) for year in steps], text=_tick, high=1),
        "rows": [
            [str(row["year"]), _figure(row["own"]), *([_figure(row["mean"])] if around else []), word(row)]
            for row in reversed(rows)
        ],
    }


def _line(name: str, key: str, style: str, years: Mapping[int, Any], steps: range) -> figures.Line:
    values = [float(years[year][key]) if year in years else None for year in steps]
    label = f"{name if key == 'own' else gettext('Mean')} {number(Decimal(str(values[-1])), 2)}"
    return figures.Line(name, values, style=style, css="s1" if key == "own" else "s8", label=label)


def _figure(value: Decimal) -> str:
    return number(value, 4)


def _tick(value: float) -> str:
    return number(Decimal(str(round(value, 2))), 2)


def index_of(desa: Desa) -> dict[str, Any] | None:
    """The latest index of a village: rank, mean of the regency, dial, its three parts; None without an index."""
    score = IndexScore.objects.filter(desa=desa).order_by("-year").first()
    if score is None:
        return None
    peers = IndexScore.objects.filter(regency_code=desa.regency_id, year=score.year)
    summary = peers.aggregate(mean=Avg("score"), many=Count("pk"), above=Count("pk", filter=Q(score__gt=score.score)))
    parts = [
        (gettext("Social"), score.social),
        (gettext("Economic"), score.economic),
        (gettext("Environmental"), score.environmental),
    ]
    bars = [{"label": label, "value": value, "text": number(value, 4), "css": "f-action"} for label, value in parts]
    return {
        "score": score,
        "rank": summary["above"] + 1,
        "many": summary["many"],
        "mean": summary["mean"].quantize(Decimal("0.0001")),
        "dial": _dial(score),
        "bars": figures.bars(bars, most=1),
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
