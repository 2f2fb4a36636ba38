"""Tables of the budget: code lists, stages, ceilings, lines, and what an import found."""

from pendopo.budget.models.agreement import Gate as Gate
from pendopo.budget.models.agreement import RkaMove as RkaMove
from pendopo.budget.models.agreement import StageMove as StageMove
from pendopo.budget.models.ceiling import DeclaredLevel as DeclaredLevel
from pendopo.budget.models.ceiling import DeclaredTotal as DeclaredTotal
from pendopo.budget.models.ceiling import DefectKind as DefectKind
from pendopo.budget.models.ceiling import ImportDefect as ImportDefect
from pendopo.budget.models.ceiling import Pagu as Pagu
from pendopo.budget.models.codes import AccountLevel as AccountLevel
from pendopo.budget.models.codes import AccountNode as AccountNode
from pendopo.budget.models.codes import ActivityLevel as ActivityLevel
from pendopo.budget.models.codes import ActivityNode as ActivityNode
from pendopo.budget.models.codes import CodeList as CodeList
from pendopo.budget.models.codes import FundingSource as FundingSource
from pendopo.budget.models.edits import ItemEdit as ItemEdit
from pendopo.budget.models.lines import ItemKind as ItemKind
from pendopo.budget.models.lines import Line as Line
from pendopo.budget.models.lines import LineAmount as LineAmount
from pendopo.budget.models.lines import LineItem as LineItem
from pendopo.budget.models.lines import NodeTotal as NodeTotal
from pendopo.budget.models.sheets import Rka as Rka
from pendopo.budget.models.sheets import RkaSheet as RkaSheet
from pendopo.budget.models.sheets import Side as Side
from pendopo.budget.models.stages import Stage as Stage
from pendopo.budget.models.stages import StageKind as StageKind
