"""Tables of monitoring."""

from pendopo.monitoring.models.cases import CatchUpTest as CatchUpTest
from pendopo.monitoring.models.cases import CriticalCase as CriticalCase
from pendopo.monitoring.models.cases import ScmMeeting as ScmMeeting
from pendopo.monitoring.models.cases import WarningLetter as WarningLetter
from pendopo.monitoring.models.flags import MonitoringFlag as MonitoringFlag
from pendopo.monitoring.models.flags import MonitoringFlagMove as MonitoringFlagMove
from pendopo.monitoring.models.plans import PlanPoint as PlanPoint
from pendopo.monitoring.models.plans import WorkItem as WorkItem
from pendopo.monitoring.models.plans import WorkItemPlan as WorkItemPlan
from pendopo.monitoring.models.plans import WorkPlan as WorkPlan
from pendopo.monitoring.models.progress import ItemProgress as ItemProgress
from pendopo.monitoring.models.progress import ProgressReport as ProgressReport
from pendopo.monitoring.models.projects import ContractExecution as ContractExecution
from pendopo.monitoring.models.projects import Project as Project
from pendopo.monitoring.models.projects import SelfManagedWork as SelfManagedWork
from pendopo.monitoring.models.rules import MonitoringRule as MonitoringRule
from pendopo.monitoring.models.stated import StatedDefect as StatedDefect
from pendopo.monitoring.models.stated import StatedKind as StatedKind
from pendopo.monitoring.models.stated import StatedPayment as StatedPayment
