"""The way of money: columns of names with ribbons between them, at most 40. Phones get bars of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.kernel.figures.bars import BarChart, bars
from pendopo.kernel.figures.scale import px

MOST_RIBBONS = 40
WIDTH, THICK, GAP, MARGIN, FOOT = 1024, 14.0, 14.0, 232.0, 8.0


@dataclass(frozen=True)
class Flow:
    """One ribbon: keys of both ends, value (number) and the value as shown."""

    source: str
    target: str
    value: float
    text: str


@dataclass(frozen=True)
class FlowNode:
    """A name in a column: rectangle, css, two lines of words and their place; `turned` words stand in the rectangle."""

    label: str
    text: str
    css: str
    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str
    anchor: str
    turned: bool


@dataclass(frozen=True)
class Ribbon:
    """A ribbon: path, css, and what it says."""

    path: str
    css: str
    title: str


@dataclass(frozen=True)
class MoneyFlow:
    """The drawing for wide screens, bars per column for phones, and the rows of the table (from, to, value)."""

    width: str
    height: str
    nodes: tuple[FlowNode, ...]
    ribbons: tuple[Ribbon, ...]
    columns: tuple[tuple[str, BarChart], ...]
    rows: tuple[tuple[str, str, str], ...]


def money_flow(columns: Sequence[tuple[str, Sequence[dict]]], flows: Sequence[Flow]) -> MoneyFlow:
    """Draw `flows` between `columns`: (heading, nodes), left to right; a node is a dict `key`, `label`, `text`, `css`.

    A node is as high as the larger of what comes in and goes out; what is missing on a side stays open and is seen.
    Raises ValueError for more than 40 ribbons: the caller adds the smallest up to "others".
    """
    if len(flows) > MOST_RIBBONS:
        raise ValueError(f"{len(flows)} ribbons, at most {MOST_RIBBONS}: add the smallest up")
    sizes = {node["key"]: _size(node["key"], flows) for _name, nodes in columns for node in nodes}
    height = max([260.0, *(56.0 * len(nodes) + 24 for _name, nodes in columns)])
    places = _places(columns, sizes, height)
    names = {node["key"]: node for _name, nodes in columns for node in nodes}
    return MoneyFlow(
        str(WIDTH),
        px(height),
        _nodes(columns, places),
        _ribbons(flows, places, names, sizes),
        tuple((name, _bars(nodes, sizes)) for name, nodes in columns if len(nodes) > 1),
        tuple((names[flow.source]["label"], names[flow.target]["label"], flow.text) for flow in flows),
    )


def _size(key: str, flows: Sequence[Flow]) -> float:
    going = sum(float(flow.value) for flow in flows if flow.source == key)
    coming = sum(float(flow.value) for flow in flows if flow.target == key)
    return max(going, coming)


@dataclass
class _Place:
    x: float
    y: float
    height: float


def _places(columns: Sequence[tuple[str, Sequence[dict]]], sizes: dict[str, float], height: float) -> dict[str, _Place]:
    """Each column centred; the fullest one sets the scale. Small nodes keep room for their two lines of words."""
    most = max([1e-9, *(sum(sizes[node["key"]] for node in nodes) for _name, nodes in columns)])
    crowd = max([1, *(len(nodes) for _name, nodes in columns)])
    scale = max(height - FOOT - 44.0 * (crowd - 1), 60.0) / most
    step = (WIDTH - 2 * MARGIN - THICK) / max(1, len(columns) - 1)
    placed: dict[str, _Place] = {}
    for number, (_name, nodes) in enumerate(columns):
        heights = [max(sizes[node["key"]] * scale, 1.0) for node in nodes]
        rooms = [max(tall, 44.0) for tall in heights] if len(nodes) > 1 else heights
        free = max(0.0, height - FOOT - sum(rooms))
        gap = min(24.0, free / max(1, len(nodes) - 1))
        y = (height - sum(rooms) - gap * (len(nodes) - 1)) / 2
        for node, tall, room in zip(nodes, heights, rooms, strict=True):
            placed[node["key"]] = _Place(MARGIN + step * number, y + (room - tall) / 2, tall)
            y += room + gap
    return placed


def _nodes(columns: Sequence[tuple[str, Sequence[dict]]], places: dict[str, _Place]) -> tuple[FlowNode, ...]:
    drawn, last = [], len(columns) - 1
    for number, (_name, nodes) in enumerate(columns):
        for place, node in enumerate(nodes, start=1):
            turned = 0 < number < last and len(nodes) == 1
            drawn.append(_node(node, places[node["key"]], place, "left" if number == 0 else "right", turned))
    return tuple(drawn)


def _node(node: dict, at: _Place, number: int, side: str, turned: bool) -> FlowNode:
    x = at.x - 10 if side == "left" else at.x + THICK + 10
    middle = at.y + at.height / 2
    return FlowNode(
        label=node["label"],
        text=node["text"],
        css=node.get("css", f"s{min(number, 8)}"),
        x=px(at.x - 6 if turned else at.x),
        y=px(at.y),
        width=px(THICK + 12 if turned else THICK),
        height=px(at.height),
        text_x=px(at.x + THICK / 2 + 5 if turned else x),
        text_y=px(middle),
        anchor="middle" if turned else "end" if side == "left" else "start",
        turned=turned,
    )


def _ribbons(
    flows: Sequence[Flow], places: dict[str, _Place], names: dict[str, dict], sizes: dict[str, float]
) -> tuple[Ribbon, ...]:
    """Ribbons leave and arrive in the order given; colour follows the end that is not alone in its column."""
    used_out: dict[str, float] = {}
    used_in: dict[str, float] = {}
    drawn = []
    for flow in flows:
        start, end = places[flow.source], places[flow.target]
        thick_out = flow.value / sizes[flow.source] * start.height if sizes[flow.source] else 0.0
        thick_in = flow.value / sizes[flow.target] * end.height if sizes[flow.target] else 0.0
        y1, y2 = start.y + used_out.get(flow.source, 0.0), end.y + used_in.get(flow.target, 0.0)
        used_out[flow.source] = used_out.get(flow.source, 0.0) + thick_out
        used_in[flow.target] = used_in.get(flow.target, 0.0) + thick_in
        css = names[flow.target if _alone(flow.source, flows) else flow.source].get("css", "s8")
        title = f"{names[flow.source]['label']} - {names[flow.target]['label']}: {flow.text}"
        drawn.append(Ribbon(_band((start.x + THICK, y1, thick_out), (end.x, y2, thick_in)), css, title))
    return tuple(drawn)


def _alone(key: str, flows: Sequence[Flow]) -> bool:
    """The node in the middle, through which everything goes."""
    return any(flow.target == key for flow in flows)


def _band(start: tuple[float, float, float], end: tuple[float, float, float]) -> str:
    """The outline between two edges, each given as x, upper y and thickness."""
    x1, y1, thick1 = start
    x2, y2, thick2 = end
    half = (x1 + x2) / 2
    return (
        f"M{px(x1)} {px(y1)}C{px(half)} {px(y1)} {px(half)} {px(y2)} {px(x2)} {px(y2)}V{px(y2 + thick2)}"
        f"C{px(half)} {px(y2 + thick2)} {px(half)} {px(y1 + thick1)} {px(x1)} {px(y1 + thick1)}z"
    )


def _bars(nodes: Sequence[dict], sizes: dict[str, float]) -> BarChart:
    rows = [
        {
            "label": node["label"],
            "text": node["text"],
            "value": sizes[node["key"]],
            "css": node.get("css", f"s{min(number, 8)}"),
            "url": node.get("url", ""),
        }
        for number, node in enumerate(nodes, start=1)
    ]
    return bars(rows)
