"""One's own account: what it holds, and the identity number."""

from typing import Any

from allauth.mfa.base.views import IndexView
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


class Security(IndexView):
    """The library's overview of the second step, with the day until which it can wait."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `second_step_day` (None without duty) and `second_step_over`."""
        due = queries.mfa_due_date(actor_of(self.request), clock.today()) if settings.PENDOPO_MFA_DUTY else None
        over = due is not None and clock.today() > due
        return {**super().get_context_data(**kwargs), "second_step_day": due, "second_step_over": over}
