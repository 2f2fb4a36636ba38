"""CPU of this process, wall time, percentiles, CPU of other processes."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import psutil


def cpu(run: Callable[[], Any], times: int, rounds: int = 6) -> float:
    """CPU seconds of this process for one call: the best of some rounds of `times` calls."""
    best = float("inf")
    for _round in range(rounds):
        start = time.process_time()
        for _ in range(times):
            run()
        best = min(best, (time.process_time() - start) / times)
    return best


def spans(run: Callable[[], Any], times: int) -> list[float]:
    """Wall seconds of each of `times` calls."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return found


def best(run: Callable[[], Any], times: int) -> float:
    """Wall seconds of the quickest of `times` calls."""
    return min(spans(run, times))


def percentile(values: Iterable[float], share: int) -> float:
    """The value below which `share` percent of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def cpu_of(processes: Iterable[psutil.Process]) -> float:
    """CPU seconds that the processes have used since they began (from /proc/<pid>/stat)."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)
