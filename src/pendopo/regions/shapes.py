"""Shapes of regions: read from GeoJSON or TopoJSON, measured on WGS 84, simplified together, drawn."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from pendopo.files.tabular import Problem, TableRefused
from pendopo.regions import topology

WIDTH = 560.0
TOLERANCE = 0.9
SHARED_LINE = 0.00005  # degrees: some five metres
EQUATOR = 6378137.0
ECCENTRICITY = 0.0818191908426215


@dataclass(frozen=True)
class DrawnShape:
    """One region in the common frame of its regency."""

    code: str
    path: str
    label: tuple[float, float]
    box: tuple[float, float, float, float]
    area_km2: float


def read_shapes(text: str) -> dict[str, BaseGeometry]:
    """The geometry of each code. Raises TableRefused with every problem: unreadable, no code, twice, not valid."""
    found: dict[str, BaseGeometry] = {}
    problems: list[Problem] = []
    for row, feature in enumerate(_features(text), start=1):
        code = _code(feature)
        geometry = _geometry(feature)
        if not code:
            problems.append(Problem(row, "kode", "", _("The shape has no code.")))
        elif code in found:
            problems.append(Problem(row, "kode", code, _("The code stands in the file twice.")))
        elif geometry is None or geometry.geom_type not in {"Polygon", "MultiPolygon"}:
            problems.append(Problem(row, "geometry", code, _("The shape is not a polygon.")))
        elif not geometry.is_valid or geometry.is_empty:
            reason = shapely.is_valid_reason(geometry)
            problems.append(Problem(row, "geometry", f"{code}: {reason}", _("The polygon is not valid.")))
        if code and geometry is not None:
            found.setdefault(code, geometry)
    if problems or not found:
        raise TableRefused(problems or [Problem(None, "features", "", _("The file holds no shapes."))])
    return found


def _features(text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
        if data["type"] == "Topology":
            return topology.features(data)
        return list(data["features"])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, StopIteration, RecursionError) as mistake:
        unreadable = Problem(None, "", str(mistake)[:200], _("The file is neither GeoJSON nor TopoJSON."))
        raise TableRefused([unreadable]) from mistake


def _code(feature: dict[str, Any]) -> str:
    properties = feature.get("properties") or {}
    return str(feature.get("id") or properties.get("kode") or properties.get("code") or "").strip()


def _geometry(feature: dict[str, Any]) -> BaseGeometry | None:
    try:
        return shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, shapely.errors.ShapelyError):
        return None


def area_km2(geometry: BaseGeometry) -> float:
    """The area on the WGS 84 ellipsoid, by its equal-area cylinder."""
    return shapely.transform(geometry, _equal_area).area / 1_000_000


def _authalic(sine: Any) -> Any:
    e = ECCENTRICITY
    return (1 - e * e) * (sine / (1 - e * e * sine * sine) + np.arctanh(e * sine) / e)


def _equal_area(points: Any) -> Any:
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.column_stack([EQUATOR * longitude, EQUATOR * _authalic(np.sin(latitude)) / 2])


def dissolve(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The kecamatan as unions of their desa."""
    groups: dict[str, list[BaseGeometry]] = {}
    for code, geometry in shapes.items():
        groups.setdefault(code[:8], []).append(geometry)
    return {code: shapely.union_all(parts) for code, parts in groups.items()}


def neighbours(shapes: dict[str, BaseGeometry]) -> dict[str, list[str]]:
    """The codes that share a line of some metres with each shape (degrees, WGS 84); a shared corner is none."""
    codes, placed = list(shapes), np.array(list(shapes.values()), dtype=object)
    one, other = shapely.STRtree(placed).query(placed, predicate="intersects")
    lines = shapely.length(shapely.intersection(placed[one], placed[other]))
    found: dict[str, list[str]] = {code: [] for code in codes}
    for here, there in zip(one[lines > SHARED_LINE], other[lines > SHARED_LINE], strict=True):
        if here != there:
            found[codes[here]].append(codes[there])
    return {code: sorted(beside) for code, beside in found.items()}


def draw(shapes: dict[str, BaseGeometry], bounds: tuple[float, float, float, float], digits: int) -> list[DrawnShape]:
    """The shapes of one level in the frame of `bounds`, simplified together so that neighbours still meet."""
    west, south, east, north = bounds
    narrow = float(np.cos(np.radians((south + north) / 2)))
    scale = WIDTH / ((east - west) * narrow)

    def project(points: Any) -> Any:
        return np.column_stack([(points[:, 0] - west) * narrow * scale, (north - points[:, 1]) * scale])

    placed = [shapely.transform(geometry, project) for geometry in shapes.values()]
    simple = shapely.coverage_simplify(placed, TOLERANCE if digits == 0 else TOLERANCE / 3)
    return [
        _drawn(code, geometry, full, area_km2(shapes[code]), digits)
        for code, geometry, full in zip(shapes, simple, placed, strict=True)
    ]


def _drawn(code: str, simple: BaseGeometry, full: BaseGeometry, area: float, digits: int) -> DrawnShape:
    largest = max(getattr(full, "geoms", [full]), key=lambda part: part.area)
    label = shapely.maximum_inscribed_circle(largest).coords[0]
    left, top, right, bottom = (round(value, 1) for value in full.bounds)
    path = "".join(
        _ring(ring, digits)
        for part in getattr(simple, "geoms", [simple])
        for ring in [part.exterior, *part.interiors]
        if part.geom_type == "Polygon"
    )
    return DrawnShape(code, path, (round(label[0], 1), round(label[1], 1)), (left, top, right, bottom), area)


def _number(value: float, digits: int) -> str:
    return f"{round(value, digits):g}" if digits else str(round(value))


def _ring(ring: Any, digits: int) -> str:
    points: list[str] = []
    for x, y in ring.coords[:-1]:
        point = f"{_number(x, digits)} {_number(y, digits)}"
        if not points or points[-1] != point:
            points.append(point)
    return "M" + "L".join(points) + "z" if len(points) > 2 else ""
