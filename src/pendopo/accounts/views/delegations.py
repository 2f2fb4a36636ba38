"""Delegation while away: one's own appointments, handing a role over for some days, taking it back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pendopo.accounts import queries, services
from pendopo.accounts.forms import DelegationForm
from pendopo.accounts.stepup import step_up
from pendopo.accounts.views.doors import PER_PAGE, actor_of, is_meant, sure_of
from pendopo.kernel import clock


@login_required
def my_appointments(request: HttpRequest) -> HttpResponse:
    """What the person holds, has handed over, and holds for others."""
    actor = actor_of(request)
    appointments = queries.appointments_visible_to(actor, user_id=actor.pk)
    context = {
        "page": Paginator(appointments, PER_PAGE).get_page(request.GET.get("page")),
        "delegations": queries.delegations_of(actor.pk)[:PER_PAGE],
        "today": clock.today(),
    }
    return render(request, "accounts/my_appointments.html", context)


def _back_to(appointment: Any, actor: Any) -> HttpResponse:
    if appointment.user_id == actor.pk:
        return redirect("accounts:my_appointments")
    return redirect("accounts:person", pk=appointment.user_id) if appointment.user_id else redirect("accounts:people")


@step_up()
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the role over for some days: a form, then a page that asks once more."""
    actor = actor_of(request)
    found = get_object_or_404(queries.appointments_visible_to(actor), pk=pk, ended_at__isnull=True)
    form = DelegationForm(request.POST or None)
    if is_meant(request, form):
        dates = {name: form.cleaned_data[name] for name in ("from_date", "to_date")}
        try:
            services.delegate(appointment_id=pk, to_user_id=form.receiver.pk, actor=actor, now=clock.now(), **dates)
            return _back_to(found, actor)
        except services.DatesRefused:
            form.add_error("to_date", _("The days must lie within the appointment, the last not before the first."))
        except services.ReceiverRefused:
            form.add_error("email", _("The person who takes over must be somebody else."))
    context = {"form": form, "appointment": found, "sure": sure_of(request, form)}
    return render(request, "accounts/delegate.html", context)


@step_up()
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then ends the delegation at once."""
    actor = actor_of(request)
    found = get_object_or_404(queries.delegations_visible_to(actor), pk=pk, ended_at__isnull=True)
    if request.method == "POST":
        services.end_delegation(delegation_id=pk, actor=actor, now=clock.now())
        return _back_to(found.appointment, actor)
    return render(request, "accounts/end_delegation.html", {"delegation": found})
