"""What stops a table of ceilings, in words, with the cell that has to change."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.budget.spread_changes import Fault
from pendopo.files.tabular import Problem
from pendopo.kernel.display import money

COLUMN_NAMES = {"unit": "kode_unit", "code": "kode_sub_kegiatan", "sequence": "urutan", "amount": "pagu"}
PROBLEMS = {
    "unknown_unit": _("No active unit has this code"),
    "unknown_code": _("The code list of this stage has no such sub-activity"),
    "occurrence": _("Write the occurrence as 1 to 999, or leave it empty"),
    "unreadable": _("Write the amount in digits, for example 1.250.000"),
    "negative": _("The amount cannot be below zero"),
    "too_large": _("This is more than can be kept"),
    "twice": _("The same place stands in the table twice"),
}
FAULTS = {
    "below_use": _("{name}: {amount} of it is in use in rows already. Write at least this amount."),
    "above_unit": _("The sub-activities of {name} come to {amount} more than its ceiling."),
    "above_envelope": _("All units together come to {amount} more than the envelope of {envelope}."),
}


def fault_words(fault: Fault, names: Mapping[int, str], codes: Mapping[int, str], envelope: int) -> Problem:
    """A refusal of the pools as a problem of the file; `envelope` in whole rupiah."""
    name = names.get(fault.unit or 0, "")
    if fault.place:
        name = f"{name}, {codes[fault.place[0]]}"
    words = format_lazy(FAULTS[fault.code], name=name, amount=money(fault.amount), envelope=money(envelope))
    return Problem(fault.row or None, "pagu", "", words)
