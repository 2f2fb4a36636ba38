"""Every write of the budget: one function per act."""

from pendopo.budget.services.ceilings import AlreadyImported as AlreadyImported
from pendopo.budget.services.ceilings import ImportRunning as ImportRunning
from pendopo.budget.services.ceilings import import_ceilings as import_ceilings
from pendopo.budget.services.demo import seed_demo as seed_demo
