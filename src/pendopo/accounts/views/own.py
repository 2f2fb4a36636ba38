"""One's own account: what it holds, and the identity number."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.accounts import queries, services
from pendopo.accounts.forms import NikForm
from pendopo.accounts.stepup import step_up
from pendopo.accounts.views.doors import actor_of
from pendopo.kernel import clock


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, addresses, number and security in one place."""
    actor = actor_of(request)
    context = {
        "citizen": queries.number_of(actor.pk),
        "phones": bool(settings.PENDOPO_SMS_URL),
        "second": is_mfa_enabled(actor),
        "official": actor.is_official(),
        "due": queries.mfa_due_date(actor, clock.today()),
    }
    return render(request, "accounts/account.html", context)


@step_up(keep=False)
def nik(request: HttpRequest) -> HttpResponse:
    """The person writes their own number; afterwards only its last four digits are shown."""
    actor = actor_of(request)
    form = NikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.register_nik(user_id=actor.pk, nik=form.cleaned_data["nik"], actor=actor, now=clock.now())
            return redirect("accounts:account")
        except services.NikRefused:
            form.add_error("nik", _("This number could not be kept. Check the digits, or ask the office for help."))
    return render(request, "accounts/nik.html", {"form": form, "citizen": queries.number_of(actor.pk)})
