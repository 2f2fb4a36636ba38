"""Every write of monitoring: one function per act."""

from pendopo.monitoring.planning import ItemValues as ItemValues
from pendopo.monitoring.planning import PlanProblem as PlanProblem
from pendopo.monitoring.planning import PlanRefused as PlanRefused
from pendopo.monitoring.reporting import ReportProblem as ReportProblem
from pendopo.monitoring.reporting import ReportRefused as ReportRefused
from pendopo.monitoring.reporting import ReportValues as ReportValues
from pendopo.monitoring.services.demo import seed_works as seed_works
from pendopo.monitoring.services.flags import FlagOwnAnswer as FlagOwnAnswer
from pendopo.monitoring.services.flags import FlagTextMissing as FlagTextMissing
from pendopo.monitoring.services.flags import accept_monitoring_flag as accept_monitoring_flag
from pendopo.monitoring.services.flags import answer_monitoring_flag as answer_monitoring_flag
from pendopo.monitoring.services.flags import count_monitoring_flags as count_monitoring_flags
from pendopo.monitoring.services.flags import reject_monitoring_flag as reject_monitoring_flag
from pendopo.monitoring.services.flags import reopen_monitoring_flag as reopen_monitoring_flag
from pendopo.monitoring.services.plans import approve_plan as approve_plan
from pendopo.monitoring.services.plans import propose_plan as propose_plan
from pendopo.monitoring.services.plans import return_plan as return_plan
from pendopo.monitoring.services.plans import write_plan as write_plan
from pendopo.monitoring.services.progress import accept_report as accept_report
from pendopo.monitoring.services.progress import hand_in_report as hand_in_report
from pendopo.monitoring.services.progress import measure_report as measure_report
from pendopo.monitoring.services.progress import return_report as return_report
from pendopo.monitoring.services.projects import take_up_contracts as take_up_contracts
from pendopo.monitoring.services.stated import HANDOVERS as HANDOVERS
from pendopo.monitoring.services.stated import HandoversImported as HandoversImported
from pendopo.monitoring.services.stated import import_handovers as import_handovers
