"""Public pages of the budget."""

from pendopo.budget.views.downloads import defects_file as defects_file
from pendopo.budget.views.downloads import table_file as table_file
from pendopo.budget.views.explorer import home as home
from pendopo.budget.views.explorer import place as place
from pendopo.budget.views.notes import notes as notes
