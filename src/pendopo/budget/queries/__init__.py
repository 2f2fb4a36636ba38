"""Reads of the budget that pages, the API and upper packages may use."""

from pendopo.budget.queries.defects import DefectGroup as DefectGroup
from pendopo.budget.queries.defects import defects_as_problems as defects_as_problems
from pendopo.budget.queries.defects import defects_of as defects_of
from pendopo.budget.queries.defects import groups_of_defects as groups_of_defects
from pendopo.budget.queries.defects import imported_sums as imported_sums
from pendopo.budget.queries.explorer import Place as Place
from pendopo.budget.queries.explorer import Row as Row
from pendopo.budget.queries.explorer import number_of_units as number_of_units
from pendopo.budget.queries.explorer import path_of as path_of
from pendopo.budget.queries.explorer import place_at as place_at
from pendopo.budget.queries.explorer import rows_below as rows_below
from pendopo.budget.queries.explorer import search_below as search_below
from pendopo.budget.queries.explorer import total_of as total_of
from pendopo.budget.queries.headline import headline as headline
from pendopo.budget.queries.stages import latest_stage as latest_stage
from pendopo.budget.queries.stages import stage_of as stage_of
from pendopo.budget.queries.stages import stages_visible_to as stages_visible_to
from pendopo.budget.queries.stages import years_visible_to as years_visible_to
from pendopo.budget.queries.totals import WrongTotal as WrongTotal
from pendopo.budget.queries.totals import total_at as total_at
from pendopo.budget.queries.totals import wrong_totals as wrong_totals
