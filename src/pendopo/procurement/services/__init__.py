"""Every write of procurement: one function per act."""

from pendopo.procurement.planning import PackageChanged as PackageChanged
from pendopo.procurement.planning import PackageInUse as PackageInUse
from pendopo.procurement.planning import PackageUnfinished as PackageUnfinished
from pendopo.procurement.planning import PackageValues as PackageValues
from pendopo.procurement.planning import ReasonMissing as ReasonMissing
from pendopo.procurement.planning import ShareRefused as ShareRefused
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
