"""Geometry of server-drawn figures. Pure: numbers in, shapes out; words and colours belong to the templates.

Every coordinate is ready text with a point ("12.5"), so that no number format of a language can reach an attribute.
Series are numbered 1 to 8 (class `s1` to `s8`); more belong to "others", which the caller adds up.
"""

from pendopo.kernel.figures.bars import Bar, BarChart, Stack, bars, share_bar, stack
from pendopo.kernel.figures.lines import Line, LineChart, Sparkline, line_chart, sparkline
from pendopo.kernel.figures.maps import Shape, ShapeMap, shape_map
from pendopo.kernel.figures.treemaps import Treemap, treemap

__all__ = [
    "Bar",
    "BarChart",
    "Line",
    "LineChart",
    "Shape",
    "ShapeMap",
    "Sparkline",
    "Stack",
    "Treemap",
    "bars",
    "line_chart",
    "shape_map",
    "share_bar",
    "sparkline",
    "stack",
    "treemap",
]
