"""Every write of the budget: one function per act."""

from pendopo.budget.desk import AccountRefused as AccountRefused
from pendopo.budget.desk import CeilingExceeded as CeilingExceeded
from pendopo.budget.desk import ItemChanged as ItemChanged
from pendopo.budget.desk import StageClosed as StageClosed
from pendopo.budget.services.ceilings import CEILINGS as CEILINGS
from pendopo.budget.services.ceilings import AlreadyImported as AlreadyImported
from pendopo.budget.services.ceilings import ImportRunning as ImportRunning
from pendopo.budget.services.ceilings import import_ceilings as import_ceilings
from pendopo.budget.services.demo import seed_demo as seed_demo
from pendopo.budget.services.demo import seed_draft_demo as seed_draft_demo
from pendopo.budget.services.items import NoCeiling as NoCeiling
from pendopo.budget.services.items import NothingToUndo as NothingToUndo
from pendopo.budget.services.items import begin_sheet as begin_sheet
from pendopo.budget.services.items import put_item as put_item
from pendopo.budget.services.items import put_items as put_items
from pendopo.budget.services.items import remove_item as remove_item
from pendopo.budget.services.items import undo_edit as undo_edit
from pendopo.budget.services.stages import NothingToContinue as NothingToContinue
from pendopo.budget.services.stages import StageStillOpen as StageStillOpen
from pendopo.budget.services.stages import open_stage as open_stage

CHANGE_REFUSED = (CeilingExceeded, ItemChanged, AccountRefused, StageClosed)
"""What a change of rows may be refused with, beside PermissionDenied."""
