"""TopoJSON to GeoJSON geometries: quantised arcs put back together. Only polygons are read."""

from typing import Any

Ring = list[tuple[float, float]]


def features(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """The GeoJSON features of the first object of a topology. Raises KeyError, IndexError, TypeError or ValueError."""
    arcs = _arcs(topology)
    collection = next(iter(topology["objects"].values()))
    return [
        {"id": one.get("id"), "properties": one.get("properties") or {}, "geometry": _geometry(one, arcs)}
        for one in collection.get("geometries", [collection])
    ]


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    if not (transform := topology.get("transform")):
        return [[(x, y) for x, y, *_ in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        decoded.append(points)
    return decoded


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points


def _geometry(one: dict[str, Any], arcs: list[Ring]) -> dict[str, Any]:
    if one["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    if one["type"] == "MultiPolygon":
        parts = [[_ring(ring, arcs) for ring in part] for part in one["arcs"]]
        return {"type": "MultiPolygon", "coordinates": parts}
    raise ValueError(one["type"])
