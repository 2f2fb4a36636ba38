"""The levels of a plan, and what is wrong with a table of it, in words."""

from django.utils.translation import gettext_lazy as _

LEVELS = {
    "MISSION": _("Mission"),
    "GOAL": _("Goal"),
    "OBJECTIVE": _("Objective"),
    "PROGRAM": _("Programme"),
}
FAULTS = {
    "form": _("Write the code as 1, 1.1, 1.1.1 or 1.1.1.1."),
    "orphan": _("The row above it is missing: 1.1 needs 1."),
    "text": _("Write what it says; only a further indicator leaves this empty."),
    "long": _("At most 500 characters."),
    "indicator": _("Name the indicator that these targets are for."),
    "target": _("Write at least one target for this indicator."),
    "twice": _("The code stands with other words, or the indicator twice."),
    "link": _("Name programmes of the budget as 1.03.10 or X.XX.01, beside a programme."),
    "linked": _("This programme of the budget carries another programme already: it counts once."),
}
