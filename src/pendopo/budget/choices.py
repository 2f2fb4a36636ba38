"""What forms offer of the budget's own lists."""

from pendopo.budget.models import ProposalOrigin
from pendopo.budget.states import ProposalStatus

ORIGINS = list(ProposalOrigin.choices)
PROPOSAL_STATUSES = list(ProposalStatus.choices)
