"""A sample plan of the region, the same every time, and none of it real."""

from decimal import Decimal

from pendopo.budget.nomenclature import packaged_rows
from pendopo.budget.rpjmd_rows import PlanNode, PlanRow, links_of, plan_of

TITLE = "RPJMD {first}–{last} (contoh)"
VISION = "Daerah yang sehat, cerdas, dan sejahtera, dengan pemerintahan yang melayani (contoh)"
YEARS = 5


def sample_plan(year_from: int) -> dict[str, PlanNode]:
    """Missions to programmes with the targets of five years."""
    return plan_of(_rows(year_from))[0]


def _rows(year_from: int) -> list[PlanRow]:
    rows = []
    for number, row in enumerate(packaged_rows("demo_rpjmd.csv"), start=2):
        figures = [row["awal"], *(row[f"t{place}"] for place in range(1, YEARS + 1))]
        values = {year_from - 1 + place: Decimal(text) for place, text in enumerate(figures) if text}
        words = (row["kode"], row["uraian"], row["indikator"], row["satuan"])
        rows.append(PlanRow(number, *words, values, links_of(row["kode_program"])))
    return rows
