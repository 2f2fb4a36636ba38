"""The table of holidays."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.instance import queries, services
from pendopo.instance.forms import HolidayForm
from pendopo.instance.views.people import actor, for_administrators
from pendopo.kernel import clock

PER_PAGE = 25


def _year(request: HttpRequest) -> int:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and 1945 <= int(text) <= 2200 else clock.today().year


def _back(day: dt.date) -> HttpResponse:
    return redirect(f"{reverse('instance:holidays')}?tahun={day.year}")


def _found(day: str) -> Any:
    holiday = queries.holiday_on(day)
    if holiday is None:
        raise Http404
    return holiday


@for_administrators
def holidays(request: HttpRequest) -> HttpResponse:
    """The holidays of a year, with source and certainty."""
    year = _year(request)
    page = Paginator(queries.holidays_of(year), PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("instance:holidays")
    years = sorted({*queries.holiday_years(), year})
    tabs = [{"label": str(one), "url": f"{here}?tahun={one}", "current": one == year} for one in years]
    estimated = queries.holidays_of(year).filter(certain=False).count()
    context = {"page": page, "year": year, "tabs": tabs, "estimated": estimated}
    return render(request, "instance/holidays.html", context)


@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new day of rest."""
    form = HolidayForm(request.POST or None, initial={"kind": "LOCAL", "certain": "yes"})
    if request.method == "POST" and form.is_valid():
        try:
            holiday = services.add_holiday(values=form.values(), actor=actor(request), now=clock.now())
            return _back(holiday.day_date)
        except services.DayTaken:
            form.add_error("day_date", _("This date already stands in the table"))
    return render(request, "instance/holiday.html", {"form": form, "title": _("Add a holiday")})


@for_administrators
def change(request: HttpRequest, day: str) -> HttpResponse:
    """Change a day of rest, its date too."""
    found = _found(day)
    initial = {name: getattr(found, name) for name in HolidayForm.base_fields} | {
        "certain": "yes" if found.certain else "no"
    }
    form = HolidayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            services.change_holiday(day=found.day_date, values=values, actor=actor(request), now=clock.now())
            return _back(values.day_date)
        except services.DayTaken:
            form.add_error("day_date", _("This date already stands in the table"))
    return render(request, "instance/holiday.html", {"form": form, "holiday": found, "title": found.name})


@for_administrators
def remove(request: HttpRequest, day: str) -> HttpResponse:
    """Asks, then makes the day a working day again."""
    found = _found(day)
    if request.method == "POST":
        services.remove_holiday(day=found.day_date, actor=actor(request), now=clock.now())
        return _back(found.day_date)
    return render(request, "instance/remove_holiday.html", {"holiday": found})
