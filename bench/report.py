"""What a section found, and how it is printed."""

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line: what, measured, and the goal with whether it is met (None: no goal of its own)."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None

    @property
    def mark(self) -> str:
        return {True: "met", False: "MISSED", None: ""}[self.met]


def at_most(what: str, value: float, goal: float, unit: str, note: str = "") -> Figure:
    """A figure that must not be larger than its goal."""
    return Figure(what, f"{value:,.3g} {unit}{note}", f"<= {goal:g} {unit}", value <= goal)


def ratio(what: str, value: float, goal: float | None = None, note: str = "") -> Figure:
    """So many times the yardstick."""
    return Figure(what, f"{value:,.3g} x{note}", f"<= {goal:g} x" if goal else "", value <= goal if goal else None)


def show(title: str, figures: list[Figure], seconds: float) -> None:
    """Print one section."""
    print(f"\n{title}  ({seconds:.0f} s)")
    width = max(len(figure.what) for figure in figures)
    middle = max(len(figure.measured) for figure in figures)
    for figure in figures:
        line = f"  {figure.what:<{width}}  {figure.measured:<{middle}}  {figure.goal:<14} {figure.mark}"
        print(line.rstrip(), flush=True)


def machine() -> str:
    """Processor, cores, memory, load and the time of a plain Python loop, by which two machines can be compared."""
    facts = dict(line.split(":", 1) for line in _lines("/proc/cpuinfo") if line.startswith("model name"))
    name = next(iter(facts.values()), platform.processor()).strip()
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return (
        f"{name}, {os.cpu_count()} cores, {memory / 2**20:.1f} GiB, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, a loop of 1,000,000 additions {_loop():.0f} ms"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _loop() -> float:
    best = float("inf")
    for _round in range(5):
        start, total = time.process_time(), 0
        for number in range(1_000_000):
            total += number
        best = min(best, time.process_time() - start)
    return best * 1000
