"""Pages of the budget: the public explorer, and the Rka in the workspace."""

from pendopo.budget.views.accounts import accounts as accounts
from pendopo.budget.views.accounts import accounts_file as accounts_file
from pendopo.budget.views.compare import compare as compare
from pendopo.budget.views.compare import compare_file as compare_file
from pendopo.budget.views.downloads import defects_file as defects_file
from pendopo.budget.views.downloads import table_file as table_file
from pendopo.budget.views.explorer import home as home
from pendopo.budget.views.explorer import place as place
from pendopo.budget.views.notes import notes as notes
from pendopo.budget.views.rka import begin as begin
from pendopo.budget.views.rka import rka as rka
from pendopo.budget.views.rka import stage as stage
from pendopo.budget.views.rka import stages as stages
from pendopo.budget.views.rows import cell as cell
from pendopo.budget.views.rows import new_row as new_row
from pendopo.budget.views.rows import paste as paste
from pendopo.budget.views.rows import remove_row as remove_row
from pendopo.budget.views.rows import row as row
from pendopo.budget.views.sheet import sheet as sheet
from pendopo.budget.views.sheet import sheet_file as sheet_file
from pendopo.budget.views.sheet import undo as undo
