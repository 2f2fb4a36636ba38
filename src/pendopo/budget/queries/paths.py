"""The addresses of the budget's public pages, for the site map."""

from django.urls import reverse

from pendopo.budget import rules
from pendopo.budget.queries.stages import stages_visible_to
from pendopo.budget.states import EFFECTIVE
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.sql import read

CODES_SQL = """
SELECT DISTINCT left(activity.code, width) AS code
FROM budget_pagu pagu JOIN budget_activitynode activity ON activity.id = pagu.activity_id,
     unnest(%(widths)s::int[]) AS width
WHERE pagu.stage_id = %(stage)s ORDER BY 1
"""
UNITS_SQL = """
SELECT DISTINCT unit.code FROM budget_pagu pagu JOIN organisations_unit unit ON unit.id = pagu.unit_id
WHERE pagu.stage_id = %(stage)s ORDER BY 1
"""


def place_paths() -> list[str]:
    """The first page, and of each effective stage the year, all activities and units that hold a ceiling."""
    paths = [reverse("budget:home")]
    for stage in stages_visible_to(ANONYMOUS).filter(status__in=EFFECTIVE):
        codes = read(CODES_SQL, stage=stage.pk, widths=list(rules.WIDTHS.values()))
        units = read(UNITS_SQL, stage=stage.pk)
        paths.append(reverse("budget:year", kwargs={"year": stage.year}))
        paths += [reverse("budget:node", kwargs={"year": stage.year, "code": row["code"]}) for row in codes]
        paths += [reverse("budget:unit", kwargs={"year": stage.year, "unit": row["code"]}) for row in units]
    return paths
