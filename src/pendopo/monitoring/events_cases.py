"""One sentence for each act on a critical contract."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

CASES: dict[str, Event] = {
    "monitoring.case.opened": Event(
        _("“{title}” ({code}) is {points} points behind its plan: case {number} was opened."), public=True
    ),
    "monitoring.case.classified": Event(
        _("{actor} named what holds up “{title}” ({code}), case {number}: {cause}."), public=True
    ),
    "monitoring.case.settled": Event(_("{actor} settled case {number} of “{title}” ({code}): {note}"), public=True),
    "monitoring.case.warned": Event(
        _("{actor} warned the supplier of “{title}” ({code}), case {number}, by letter {letter}."), public=True
    ),
    "monitoring.case.met": Event(
        _("{actor} held show cause meeting {level} on “{title}” ({code}): {target} percent by {until}."), public=True
    ),
    "monitoring.case.passed": Event(
        _("Test {level} of “{title}” ({code}) is passed: {reached} percent, promised {target}."), public=True
    ),
    "monitoring.case.failed": Event(
        _("Test {level} of “{title}” ({code}) is not passed: {reached} percent, promised {target}."), public=True
    ),
    "monitoring.case.ended": Event(_("{actor} ended case {number} of “{title}” ({code}): {way}. {note}"), public=True),
}
