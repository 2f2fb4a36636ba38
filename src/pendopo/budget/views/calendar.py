"""The calendar of a budget year: for those who work in it, and for everybody."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_calendar import CalendarDateForm, WindowForm
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.instance.queries import working_calendar
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require
from pendopo.kernel.display import deadline, full_date
from pendopo.kernel.pagecache import public_page

KINDS = {"done": "done", "late": "late", "now": "info", "next": "wait", "later": "closed"}


def words_of(state: str) -> str:
    """The word of a step's state."""
    return {"done": _("Done"), "late": _("Late"), "now": _("Under way"), "next": _("Next"), "later": _("Later")}[state]


def shown(rows: list[Any], today: dt.date) -> list[dict[str, Any]]:
    """The steps with the words of their state, and how long there is still time."""
    calendar = working_calendar()
    found = []
    for row in rows:
        due = row.due_date
        left = deadline(due, today, calendar) if due and row.state in ("late", "next") else ""
        found.append({"row": row, "kind": KINDS[row.state], "word": words_of(row.state), "left": left})
    return found


def asked_year(text: str, years: list[int], today: dt.date) -> int:
    """The year of the address, else the one that is being prepared."""
    if text:
        if not text.isdecimal() or int(text[:5]) not in years:
            raise Http404
        return int(text)
    return next((year for year in years if year == today.year + 1), years[0])


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The steps of a year with their days, and when each stage takes changes."""
    require(actor_of(request), "budget.see_rka")
    today = clock.today()
    years = queries.calendar_years(today)
    year = asked_year(request.GET.get("tahun", ""), years, today)
    here = reverse("budget:calendar")
    context = {
        "year": year,
        "steps": shown(queries.calendar_of(year, today), today),
        "tabs": [{"label": str(one), "url": f"{here}?tahun={one}", "current": one == year} for one in years],
        "windows": queries.windows_visible_to(actor_of(request), year),
        "may_keep": permits(actor_of(request), "budget.keep_calendar"),
        "now": clock.now(),
    }
    return render(request, "budget/calendar/calendar.html", context)


@public_page("budget")
def public_calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The same for everybody."""
    today = clock.today()
    years = queries.calendar_years(today)
    chosen = asked_year(str(year or ""), years, today)
    tabs = [
        {
            "label": str(one),
            "url": reverse("budget:calendar_year", kwargs={"year": one}),
            "current": one == chosen,
        }
        for one in years
    ]
    steps = shown(queries.calendar_of(chosen, today), today)
    coming = next((step for step in steps if step["row"].state == "next"), None)
    context = {"year": chosen, "steps": steps, "tabs": tabs, "next": coming}
    return render(request, "budget/calendar/public.html", context)


@login_required
def calendar_date(request: HttpRequest, year: int, step: str) -> HttpResponse:
    """Give a step the regency's own last day."""
    require(actor_of(request), "budget.keep_calendar")
    known = year in queries.calendar_years(clock.today())
    row = next((row for row in queries.calendar_of(year, clock.today()) if row.step == step), None) if known else None
    if row is None:
        raise Http404
    form = CalendarDateForm(
        request.POST if request.method == "POST" else None,
        initial={"planned_date": row.planned_date, "note": row.note},
    )
    if request.method == "POST" and form.is_valid():
        try:
            given: dict[str, Any] = {"actor": actor_of(request), "now": clock.now(), **form.cleaned_data}
            services.set_calendar_date(year=year, step=step, **given)
            messages.success(request, _("The calendar is kept."))
            return redirect(f"{reverse('budget:calendar')}?tahun={year}")
        except services.DayTooLate as refusal:
            day = full_date(refusal.legal_date)
            form.add_error("planned_date", _("The law names %(day)s; your own day cannot be later.") % {"day": day})
    return render(request, "budget/calendar/date.html", {"year": year, "row": row, "form": form})


def _initial(window: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("opens", "closes"):
        moment = getattr(window, f"{name}_at", None)
        if moment:
            local = timezone.localtime(moment)
            found |= {f"{name}_date": local.date(), f"{name}_time": local.strftime("%H.%M")}
    return found | {"note": getattr(window, "note", "")}


@login_required
def stage_window(request: HttpRequest, stage: int) -> HttpResponse:
    """Say from when until when a stage takes changes."""
    found = stage_of(request, stage)
    require(actor_of(request), "budget.keep_calendar")
    window = queries.window_of(found)
    form = WindowForm(request.POST if request.method == "POST" else None, initial=_initial(window))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {**form.times(), "note": form.cleaned_data["note"]}
        try:
            services.set_stage_window(stage_id=found.pk, actor=actor_of(request), now=clock.now(), **given)
            messages.success(request, _("The times of the stage are kept."))
            return redirect(f"{reverse('budget:calendar')}?tahun={found.year}")
        except services.TimesCrossed:
            form.add_error("closes_date", _("A stage closes after it opens."))
    return render(request, "budget/calendar/window.html", {"stage": found, "form": form})
