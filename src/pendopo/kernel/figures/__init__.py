"""Geometry of server-drawn figures. Pure: numbers in, shapes out; words and colours belong to the templates.

Every coordinate is ready text with a point ("12.5"), so that no number format of a language can reach an attribute.
Series are numbered 1 to 8 (class `s1` to `s8`); more belong to "others", which the caller adds up.
"""

from pendopo.kernel.figures.bars import Bar, BarChart, Stack, bars, share_bar, stack
from pendopo.kernel.figures.curves import Forecast, s_curve
from pendopo.kernel.figures.dials import Dial, dial
from pendopo.kernel.figures.flows import Flow, MoneyFlow, money_flow
from pendopo.kernel.figures.lines import Band, Line, LineChart, Sparkline, line_chart, sparkline
from pendopo.kernel.figures.maps import Shape, ShapeMap, shape_map
from pendopo.kernel.figures.multiples import Peers, SmallMultiples, peers, small_multiples
from pendopo.kernel.figures.treemaps import Treemap, treemap

__all__ = [
    "Band",
    "Bar",
    "BarChart",
    "Dial",
    "Flow",
    "Forecast",
    "Line",
    "LineChart",
    "MoneyFlow",
    "Peers",
    "Shape",
    "ShapeMap",
    "SmallMultiples",
    "Sparkline",
    "Stack",
    "Treemap",
    "bars",
    "dial",
    "line_chart",
    "money_flow",
    "peers",
    "s_curve",
    "shape_map",
    "share_bar",
    "small_multiples",
    "sparkline",
    "stack",
    "treemap",
]
