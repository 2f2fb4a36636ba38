"""People and their appointments in the workspace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pendopo.accounts import queries, services
from pendopo.accounts.forms import AppointmentForm, InvitationForm, PeopleSearchForm
from pendopo.kernel import clock
from pendopo.kernel.access import require

PER_PAGE = 25


def _actor(request: HttpRequest) -> Any:
    return request.user


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, by name."""
    require(_actor(request), "accounts.see_people")
    form = PeopleSearchForm(request.GET or None)
    text = form.cleaned_data["cari"] if form.is_valid() else ""
    page = Paginator(queries.people_visible_to(_actor(request), text=text), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page})


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with all appointments."""
    require(_actor(request), "accounts.see_people")
    found = get_object_or_404(queries.people_visible_to(_actor(request)), pk=pk)
    appointments = queries.appointments_visible_to(_actor(request), user_id=pk)
    page = Paginator(appointments, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/person.html", {"person": found, "page": page})


def _unit_id(values: dict[str, Any]) -> dict[str, Any]:
    unit = values.pop("unit")
    return {**values, "unit_id": unit.pk if unit else None}


@login_required
def new_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint the person."""
    require(_actor(request), "accounts.see_people")
    found = get_object_or_404(queries.people_visible_to(_actor(request)), pk=pk)
    form = AppointmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = _unit_id(form.cleaned_data)
        try:
            services.appoint(actor=_actor(request), now=clock.now(), user_id=pk, **values)
            return redirect("accounts:person", pk=pk)
        except services.DatesRefused:
            form.add_error("to_date", _("The last day lies before the first."))
        except services.AlreadyAppointed:
            form.add_error("role", _("This person already holds this role for this unit in that time."))
    return render(request, "accounts/new_appointment.html", {"form": form, "person": found})


@login_required
def end_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then ends the appointment at once."""
    require(_actor(request), "accounts.see_people")
    found = get_object_or_404(queries.appointments_visible_to(_actor(request)), pk=pk, ended_at__isnull=True)
    if request.method == "POST":
        services.end_appointment(appointment_id=pk, actor=_actor(request), now=clock.now())
        return redirect("accounts:person", pk=found.user_id) if found.user_id else redirect("accounts:people")
    return render(request, "accounts/end_appointment.html", {"appointment": found})


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person by e-mail."""
    require(_actor(request), "accounts.see_people")
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = _unit_id(form.cleaned_data)
        try:
            services.invite(actor=_actor(request), now=clock.now(), **values)
            return redirect("accounts:people")
        except services.InvitationRefused:
            form.add_error("email", _("An account with this address exists."))
    return render(request, "accounts/invite.html", {"form": form})
