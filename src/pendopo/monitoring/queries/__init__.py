"""Reads of monitoring."""

from pendopo.monitoring.queries.projects import ProjectQuestion as ProjectQuestion
from pendopo.monitoring.queries.projects import ProjectSums as ProjectSums
from pendopo.monitoring.queries.projects import contract_of as contract_of
from pendopo.monitoring.queries.projects import find_projects as find_projects
from pendopo.monitoring.queries.projects import project_at as project_at
from pendopo.monitoring.queries.projects import project_years as project_years
from pendopo.monitoring.queries.projects import projects_visible_to as projects_visible_to
from pendopo.monitoring.queries.projects import sums_of as sums_of
from pendopo.monitoring.queries.projects import units_with_projects as units_with_projects
