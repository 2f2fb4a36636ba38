"""From an empty folder to the first answer, and once more when everything is there."""

from bench.instance import Instance
from bench.report import Figure, at_most

TITLE = "Start and seeding"


def measure(instance: Instance) -> list[Figure]:
    """The first start was measured when the instance was made; it is stopped and started once more here."""
    instance.halt()
    again = instance.start()
    seeding = instance.first_start - again
    return [
        at_most("`pendopo serve --demo` in an empty folder, to the first page", instance.first_start, 180, "s"),
        at_most("of it: database, tables, regions and demo data", seeding, 60, "s"),
        Figure("the same again, everything being there", f"{again:.1f} s"),
    ]
