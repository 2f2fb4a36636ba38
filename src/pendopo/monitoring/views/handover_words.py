"""Handover in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.display import full_date, number
from pendopo.monitoring.handing import HandoverRefused

REFUSALS = {
    "unfinished": _("Only %(limit)s percent is accepted: a work is handed over when 100 percent is."),
    "number": _("Write the number of the BAST."),
    "date": _("The handover lies between the first day of the work, %(limit)s, and today."),
    "maintenance": _("The maintenance ends after the day of the handover, %(limit)s."),
    "defects": _("Each defect needs a day from the handover, %(limit)s, on."),
    "mended": _("This defect is mended already."),
    "note": _("Write how it was mended."),
    "open_defects": _("%(limit)s defects are still open: they are mended before the final handover."),
    "final_date": _("The final handover comes when the maintenance is over, %(limit)s, and not after today."),
    "asset": _("Write the number in the register and the condition."),
}


def refused(refusal: HandoverRefused) -> str:
    """One sentence: what, and what would be right."""
    limit: Any = refusal.limit
    said = "" if limit is None else full_date(limit) if hasattr(limit, "year") else number(limit)
    return str(REFUSALS[refusal.code]) % {"limit": said}
