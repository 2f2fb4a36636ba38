"""Tables of procurement: rules, packages, selection runs, contracts."""

from pendopo.procurement.kinds import COMPETITIVE as COMPETITIVE
from pendopo.procurement.kinds import Evaluation as Evaluation
from pendopo.procurement.kinds import Kind as Kind
from pendopo.procurement.kinds import Method as Method
from pendopo.procurement.kinds import Origin as Origin
from pendopo.procurement.kinds import Scheme as Scheme
from pendopo.procurement.kinds import SelfManagedType as SelfManagedType
from pendopo.procurement.models.contracts import Addendum as Addendum
from pendopo.procurement.models.contracts import Contract as Contract
from pendopo.procurement.models.contracts import ContractForm as ContractForm
from pendopo.procurement.models.contracts import ContractShare as ContractShare
from pendopo.procurement.models.contracts import Spmk as Spmk
from pendopo.procurement.models.contracts import Sppbj as Sppbj
from pendopo.procurement.models.packages import BudgetShare as BudgetShare
from pendopo.procurement.models.packages import Package as Package
from pendopo.procurement.models.packages import PackagePlace as PackagePlace
from pendopo.procurement.models.packages import PackageVersion as PackageVersion
from pendopo.procurement.models.rules import MethodRule as MethodRule
from pendopo.procurement.models.rules import ProcurementRule as ProcurementRule
from pendopo.procurement.models.rules import StepTemplate as StepTemplate
from pendopo.procurement.models.tenders import Participant as Participant
from pendopo.procurement.models.tenders import Tender as Tender
from pendopo.procurement.models.tenders import TenderPackage as TenderPackage
from pendopo.procurement.models.tenders import TenderStep as TenderStep
