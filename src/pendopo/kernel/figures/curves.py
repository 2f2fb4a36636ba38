"""The S-curve of a work: plan, what is real, and where it will end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pendopo.kernel.figures.lines import Band, Line, LineChart, line_chart


@dataclass(frozen=True)
class Forecast:
    """Lowest, likely and highest percent at each step; None before the last real value, which begins all three."""

    low: Sequence[float | None]
    likely: Sequence[float | None]
    high: Sequence[float | None]


def s_curve(
    plan: Sequence[float],
    real: Sequence[float],
    steps: Sequence[str],
    *,
    labels: tuple[str, str, str],
    late: bool,
    forecast: Forecast | None = None,
    text: Callable[[float], str] = lambda value: f"{value:.0f}%",
) -> LineChart:
    """Percent done at each step. `labels` are the words for plan, real and forecast, with their values.

    The last value of `real` is today. `late` draws what is real as late; the forecast takes the same colour.
    """
    today = len(real) - 1
    css = "f-late" if late else "f-good"
    lines = [
        Line("plan", plan, "plan", "s1", labels[0], at=today if today < len(plan) - 1 else None),
        Line("real", real, "", css, labels[1]),
    ]
    if forecast is None:
        return line_chart(lines, steps, text=text, today=today, high=100)
    lines.append(Line("forecast", forecast.likely, "forecast", css, labels[2]))
    band = Band(forecast.low, forecast.high, css)
    return line_chart(lines, steps, text=text, today=today, high=100, band=band)
