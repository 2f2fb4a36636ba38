"""Text for attributes, and round steps for axes."""

import math
from collections.abc import Sequence

Value = float | int


def px(value: Value) -> str:
    """At most one decimal, always a point: `12.5`, `12`."""
    text = f"{float(value):.1f}"
    return text.removesuffix(".0")


def ticks(low: Value, high: Value, wanted: int = 4) -> list[float]:
    """Round steps from at or below `low` to at or above `high`; zero is always among them."""
    low, high = min(0.0, float(low)), max(0.0, float(high))
    if high == low:
        return [0.0, 1.0]
    rough = (high - low) / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough - power * 1e-9)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points: `M0 0L10 5`."""
    return "".join(f"{'L' if index else 'M'}{px(x)} {px(y)}" for index, (x, y) in enumerate(points))
