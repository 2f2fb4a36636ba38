"""Reads of procurement that pages, the API and upper packages may use."""

from pendopo.procurement.queries.packages import PackageQuestion as PackageQuestion
from pendopo.procurement.queries.packages import PackageSums as PackageSums
from pendopo.procurement.queries.packages import actions_of as actions_of
from pendopo.procurement.queries.packages import amounts_by_method as amounts_by_method
from pendopo.procurement.queries.packages import changes_between as changes_between
from pendopo.procurement.queries.packages import editable_by as editable_by
from pendopo.procurement.queries.packages import find_packages as find_packages
from pendopo.procurement.queries.packages import lines_of as lines_of
from pendopo.procurement.queries.packages import lines_to_choose as lines_to_choose
from pendopo.procurement.queries.packages import may_compose as may_compose
from pendopo.procurement.queries.packages import package_at as package_at
from pendopo.procurement.queries.packages import package_years as package_years
from pendopo.procurement.queries.packages import packages_of_units as packages_of_units
from pendopo.procurement.queries.packages import packages_visible_to as packages_visible_to
from pendopo.procurement.queries.packages import proposals_for as proposals_for
from pendopo.procurement.queries.packages import read_shares as read_shares
from pendopo.procurement.queries.packages import read_values as read_values
from pendopo.procurement.queries.packages import sees_work_on as sees_work_on
from pendopo.procurement.queries.packages import sums_of as sums_of
from pendopo.procurement.queries.packages import unit_at_work as unit_at_work
from pendopo.procurement.queries.packages import units_at_work as units_at_work
from pendopo.procurement.queries.packages import units_with_packages as units_with_packages
from pendopo.procurement.queries.packages import versions_of as versions_of
