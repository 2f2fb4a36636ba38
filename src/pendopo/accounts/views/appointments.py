"""Appointments in the workspace: made, given another last day, ended. Each act is confirmed on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pendopo.accounts import queries, services
from pendopo.accounts.forms import AppointmentForm, LastDayForm
from pendopo.accounts.stepup import step_up
from pendopo.accounts.views.doors import actor_of, is_meant, sure_of
from pendopo.kernel import clock


def unit_id_of(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a form with the unit's key in place of the unit."""
    rest = {key: value for key, value in values.items() if key != "unit"}
    return {**rest, "unit_id": values["unit"].pk if values["unit"] else None}


def _back_to(appointment: Any) -> HttpResponse:
    return redirect("accounts:person", pk=appointment.user_id) if appointment.user_id else redirect("accounts:people")


@step_up("accounts.see_people")
def new_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint the person: a form, then a page that asks once more."""
    found = get_object_or_404(queries.people_visible_to(actor_of(request)), pk=pk, is_active=True)
    form = AppointmentForm(request.POST or None)
    if is_meant(request, form):
        try:
            services.appoint(actor=actor_of(request), now=clock.now(), user_id=pk, **unit_id_of(form.cleaned_data))
            return redirect("accounts:person", pk=pk)
        except services.DatesRefused:
            form.add_error("to_date", _("The last day lies before the first."))
        except services.AlreadyAppointed:
            form.add_error("role", _("This person already holds this role for this unit in that time."))
        except services.PostUnknown:
            form.add_error("post", _("The unit has no post of this title. Choose the unit, or leave it empty."))
    context = {"form": form, "person": found, "sure": sure_of(request, form)}
    return render(request, "accounts/new_appointment.html", context)


@step_up("accounts.see_people")
def change_last_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the appointment end on another day."""
    found = get_object_or_404(queries.appointments_visible_to(actor_of(request)), pk=pk, ended_at__isnull=True)
    form = LastDayForm(request.POST or None, initial={"to_date": found.to_date})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_last_day(appointment_id=pk, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
            return _back_to(found)
        except services.DatesRefused:
            form.add_error("to_date", _("The last day lies before today or before the first day."))
        except services.AlreadyAppointed:
            form.add_error("to_date", _("Another appointment to this role begins before that day."))
    return render(request, "accounts/change_last_day.html", {"form": form, "appointment": found})


@step_up("accounts.see_people")
def end_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then ends the appointment at once."""
    found = get_object_or_404(queries.appointments_visible_to(actor_of(request)), pk=pk, ended_at__isnull=True)
    if request.method == "POST":
        services.end_appointment(appointment_id=pk, actor=actor_of(request), now=clock.now())
        return _back_to(found)
    return render(request, "accounts/end_appointment.html", {"appointment": found})
