"""Every write of procurement: one function per act."""

from pendopo.procurement.contracting import ContractRefused as ContractRefused
from pendopo.procurement.contracting import ContractValues as ContractValues
from pendopo.procurement.planning import PackageChanged as PackageChanged
from pendopo.procurement.planning import PackageInUse as PackageInUse
from pendopo.procurement.planning import PackageUnfinished as PackageUnfinished
from pendopo.procurement.planning import PackageValues as PackageValues
from pendopo.procurement.planning import ReasonMissing as ReasonMissing
from pendopo.procurement.planning import ShareRefused as ShareRefused
from pendopo.procurement.services.contracts import amend_contract as amend_contract
from pendopo.procurement.services.contracts import draft_contract as draft_contract
from pendopo.procurement.services.contracts import finish_contract as finish_contract
from pendopo.procurement.services.contracts import issue_spmk as issue_spmk
from pendopo.procurement.services.contracts import sign_contract as sign_contract
from pendopo.procurement.services.contracts import terminate_contract as terminate_contract
from pendopo.procurement.services.demo import seed_packages_demo as seed_packages_demo
from pendopo.procurement.services.packages import announce_package as announce_package
from pendopo.procurement.services.packages import approve_package as approve_package
from pendopo.procurement.services.packages import cancel_package as cancel_package
from pendopo.procurement.services.packages import change_package as change_package
from pendopo.procurement.services.packages import compose_package as compose_package
from pendopo.procurement.services.packages import merge_packages as merge_packages
from pendopo.procurement.services.packages import return_package as return_package
from pendopo.procurement.services.packages import revise_package as revise_package
from pendopo.procurement.services.packages import split_package as split_package
