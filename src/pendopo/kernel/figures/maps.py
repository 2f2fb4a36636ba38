"""Maps of areas. Shapes come as ready path strings in one frame; `regions` projects and simplifies."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """An area: name, path, css class (m0 to m4, m-warn, f-late), what it says, address, place of its name, hatch."""

    name: str
    path: str
    css: str = "m1"
    text: str = ""
    url: str = ""
    x: str = ""
    y: str = ""
    hatch: bool = False


@dataclass(frozen=True)
class ShapeMap:
    """Shapes in a frame of `width` x `height`; the strongest class carries a hatch, so that colour is never alone."""

    width: str
    height: str
    shapes: tuple[Shape, ...]
    pin_x: str = ""
    pin_y: str = ""


def shape_map(shapes: Iterable[Shape], *, width: int, height: int, pin: tuple[float, float] | None = None) -> ShapeMap:
    """Put shapes into a frame (the units of their paths); `pin` is a point in the same units."""
    pin_x, pin_y = (f"{pin[0]:.1f}", f"{pin[1]:.1f}") if pin else ("", "")
    return ShapeMap(str(width), str(height), tuple(shapes), pin_x, pin_y)
