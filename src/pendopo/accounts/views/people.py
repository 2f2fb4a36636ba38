"""People in the workspace: the list, one person, inviting, closing an account."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pendopo.accounts import queries, services
from pendopo.accounts.forms import InvitationForm, PeopleSearchForm
from pendopo.accounts.stepup import step_up
from pendopo.accounts.views.appointments import unit_id_of
from pendopo.accounts.views.doors import PER_PAGE, actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, by name."""
    require(actor_of(request), "accounts.see_people")
    form = PeopleSearchForm(request.GET or None)
    text = form.cleaned_data["cari"] if form.is_valid() else ""
    found = queries.people_visible_to(actor_of(request), text=text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page})


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with all appointments and the delegations in force."""
    actor = actor_of(request)
    require(actor, "accounts.see_people")
    found = get_object_or_404(queries.people_visible_to(actor), pk=pk)
    appointments = queries.appointments_visible_to(actor, user_id=pk)
    context = {
        "person": found,
        "page": Paginator(appointments, PER_PAGE).get_page(request.GET.get("page")),
        "delegations": queries.delegations_of(pk)[:PER_PAGE],
        "today": clock.today(),
        "may_close": found.is_active and found.pk != actor.pk and permits(actor, "accounts.deactivate"),
    }
    return render(request, "accounts/person.html", context)


@step_up("accounts.see_people")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person by e-mail."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(actor=actor_of(request), now=clock.now(), **unit_id_of(form.cleaned_data))
            return redirect("accounts:people")
        except services.InvitationRefused:
            form.add_error("email", _("An account with this address exists."))
    return render(request, "accounts/invite.html", {"form": form})


@step_up("accounts.see_people")
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then closes the account: rights, delegations and sessions end at once."""
    actor = actor_of(request)
    found = get_object_or_404(queries.people_visible_to(actor), pk=pk, is_active=True)
    refusal = ""
    if request.method == "POST":
        try:
            services.deactivate(user_id=pk, actor=actor, now=clock.now())
            return redirect("accounts:person", pk=pk)
        except services.OwnAccount:
            refusal = _("You cannot close the account with which you are signed in. Another administrator can.")
    held = queries.appointments_visible_to(actor, user_id=pk).filter(ended_at__isnull=True)[:PER_PAGE]
    roles = "\n".join(f"{one.get_role_display()}, {one.unit or _('The whole region')}" for one in held)
    context = {"person": found, "held": roles or _("None"), "refusal": refusal}
    return render(request, "accounts/deactivate.html", context, status=409 if refusal else 200)
