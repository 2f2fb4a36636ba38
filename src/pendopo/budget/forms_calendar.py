"""What the budget team writes in the calendar: the own day of a step, opening and closing of a stage."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField


class CalendarDateForm(forms.Form):
    """The regency's own last day for a step; empty leaves it to the law."""

    planned_date = DateField(label=_("Last day"), required=False, help_text=_("Leave it empty to go by the law"))
    note = forms.CharField(label=_("Remark on the day"), max_length=300, required=False)


class TimeField(forms.TimeField):
    """`16.00` or `16:00`."""

    def __init__(self, **more: Any) -> None:
        words = {"invalid": _("Write the time as hours and minutes, for example 16.00")}
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(input_formats=["%H.%M", "%H:%M"], required=False, error_messages=words, widget=widget, **more)


class WindowForm(forms.Form):
    """From when until when a stage takes changes, in the time of the regency."""

    opens_date = DateField(label=_("Opens on"), required=False)
    opens_time = TimeField(label=_("Opens at"), help_text=_("Empty means 00.00"))
    closes_date = DateField(label=_("Closes on"), required=False)
    closes_time = TimeField(label=_("Closes at"), help_text=_("Empty means the end of the day"))
    note = forms.CharField(label=_("Remark on the times"), max_length=300, required=False)

    def times(self) -> dict[str, dt.datetime | None]:
        """Both ends as moments, None where there is none."""
        given = self.cleaned_data
        opens, closes = given["opens_date"], given["closes_date"]
        if closes and given["closes_time"] is None:
            closes, given["closes_time"] = closes + dt.timedelta(days=1), dt.time()
        return {
            "opens_at": _moment(opens, given["opens_time"] or dt.time()),
            "closes_at": _moment(closes, given["closes_time"]),
        }


def _moment(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, time or dt.time())) if day else None
