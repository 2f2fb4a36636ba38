"""One sentence for each act of evaluating a run."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVALUATION: dict[str, Event] = {
    "procurement.minutes.drawn": Event(_("{actor} drew up the minutes {number} of “{title}” ({tender}).")),
    "procurement.minutes.signed": Event(_("{actor} signed the minutes {number} of “{title}” ({tender}).")),
}
