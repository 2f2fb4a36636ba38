"""Reads of monitoring."""

from pendopo.monitoring.queries.cases import case_of as case_of
from pendopo.monitoring.queries.cases import case_steps as case_steps
from pendopo.monitoring.queries.cases import cases_of as cases_of
from pendopo.monitoring.queries.cases import pending_test as pending_test
from pendopo.monitoring.queries.progress import item_states as item_states
from pendopo.monitoring.queries.progress import open_plan as open_plan
from pendopo.monitoring.queries.progress import periods_to_report as periods_to_report
from pendopo.monitoring.queries.progress import plan_in_force as plan_in_force
from pendopo.monitoring.queries.progress import plan_items as plan_items
from pendopo.monitoring.queries.progress import plans_agreed as plans_agreed
from pendopo.monitoring.queries.progress import report_at_work as report_at_work
from pendopo.monitoring.queries.progress import reports_accepted as reports_accepted
from pendopo.monitoring.queries.progress import reports_at_work as reports_at_work
from pendopo.monitoring.queries.projects import ProjectQuestion as ProjectQuestion
from pendopo.monitoring.queries.projects import ProjectSums as ProjectSums
from pendopo.monitoring.queries.projects import contract_of as contract_of
from pendopo.monitoring.queries.projects import find_projects as find_projects
from pendopo.monitoring.queries.projects import project_at as project_at
from pendopo.monitoring.queries.projects import project_years as project_years
from pendopo.monitoring.queries.projects import projects_visible_to as projects_visible_to
from pendopo.monitoring.queries.projects import sums_of as sums_of
from pendopo.monitoring.queries.projects import units_with_projects as units_with_projects
