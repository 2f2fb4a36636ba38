"""The list of units of measure: as its page shows it, as a table, and what an import compares with."""

from django.db.models import Count, Q, QuerySet

from pendopo.budget.measure_rows import PARTED, MeasureRow
from pendopo.budget.measuring import spelling_of
from pendopo.budget.models import MeasureUnit
from pendopo.budget.writing import write_decimal
from pendopo.kernel.access import Actor, permits


def measures_visible_to(actor: Actor, text: str = "") -> QuerySet[MeasureUnit]:
    """Units by code with base and spellings, found by code, name or any spelling; `priced` counts prices in it.

    Two queries with the spellings.
    """
    if not permits(actor, "budget.see_rka"):
        return MeasureUnit.objects.none()
    found = MeasureUnit.objects.select_related("base").prefetch_related("spellings").order_by("code")
    if text:
        spelt = MeasureUnit.objects.filter(spellings__text__contains=spelling_of(text)).values("pk")
        found = found.filter(Q(code__icontains=text) | Q(name__icontains=text) | Q(pk__in=spelt))
    return found.annotate(priced=Count("prices"))


def held_measures() -> dict[str, MeasureRow]:
    """The units in use by code. Two queries."""
    found = MeasureUnit.objects.filter(ended_date=None).select_related("base").prefetch_related("spellings")
    return {unit.code: measure_row(unit) for unit in found.order_by("code")}


def measure_row(unit: MeasureUnit) -> MeasureRow:
    """A unit as a table gives it; base and spellings are read with it."""
    spellings = frozenset(spelling.text for spelling in unit.spellings.all())
    return MeasureRow(unit.code, unit.name, unit.base.code if unit.base else "", unit.factor, spellings)


def measure_rows() -> list[tuple[str, ...]]:
    """The units in use in the columns that the import understands. Two queries."""
    return [
        (
            row.code,
            row.name,
            row.base,
            write_decimal(row.factor) if row.base else "",
            PARTED.join(sorted(row.spellings)),
        )
        for row in held_measures().values()
    ]
