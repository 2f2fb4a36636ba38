"""`make bench`, or `python -m bench SECTION ...`: makes a throw-away instance with demo data and measures it."""

import sys
import time

from bench import report
from bench.instance import Instance
from bench.sections import (
    bids,
    checks,
    diff,
    flags,
    imports,
    monitoring,
    pages,
    papers,
    published,
    rka,
    rollup,
    searching,
    served,
    start,
)

SECTIONS = {
    "start": start,
    "pages": pages,
    "served": served,
    "imports": imports,
    "search": searching,
    "rollup": rollup,
    "rka": rka,
    "checks": checks,
    "diff": diff,
    "flags": flags,
    "monitoring": monitoring,
    "published": published,
    "papers": papers,
    "bids": bids,
}


def main(names: list[str]) -> None:
    """Measure the named sections, or all."""
    if unknown := [name for name in names if name not in SECTIONS]:
        raise SystemExit(f"no section {unknown[0]}; there are: {', '.join(SECTIONS)}")
    print(report.machine(), flush=True)
    instance = Instance()
    try:
        instance.first_start = instance.start()
        for name in names or SECTIONS:
            begun = time.perf_counter()
            figures = SECTIONS[name].measure(instance)
            report.show(SECTIONS[name].TITLE, figures, time.perf_counter() - begun)
    finally:
        instance.remove()


if __name__ == "__main__":
    main(sys.argv[1:])
