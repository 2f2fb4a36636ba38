"""The desk of payments: what waits for the person's duties with its last working day; funds released to a unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_payments import SpdForm
from pendopo.monitoring.views import payment_words as words


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Requests to check, orders to sign, disbursements to issue: the earliest last day first."""
    actor = actor_of(request)
    require(actor, "monitoring.see_payment_desk")
    today = clock.today()
    rows = [
        {
            "payment": one.payment, "due": one.due, "late": one.due < today, "title": words.TITLES[one.step],
            "what": words.purpose_of(one.payment),
        }
        for one in queries.payments_waiting_for(actor, today)
    ]  # fmt: skip
    return render(request, "monitoring/payments/desk.html", {"rows": rows})


def _unit_of(request: HttpRequest, unit: str) -> Any:
    found = queries.unit_of_spd(unit)
    if found is None or not permits(actor_of(request), "monitoring.see_spd", found):
        raise Http404
    return found


@login_required
def spd(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The funds released to a unit in a year: what is left of them, and a new release."""
    found, actor = _unit_of(request, unit), actor_of(request)
    may_draft = permits(actor, "monitoring.draft_spd", found)
    form = SpdForm(request.POST or None)
    if request.method == "POST":
        if not may_draft:
            raise PermissionDenied
        if form.is_valid() and _drafted(request, found, year, form):
            messages.success(request, _("The SPD is drafted. The PPKD signs it."))
            return redirect("monitoring:spd", unit=found.code, year=year)
    rows, balance = queries.spd_of(found, year)
    may_sign = permits(actor, "monitoring.sign_spd", found)
    context = {
        "unit": found, "year": year, "rows": rows, "balance": balance, "form": form, "may_draft": may_draft,
        "left": balance.released_amount - balance.ordered_amount - balance.issued_amount, "may_sign": may_sign,
        "room": queries.spd_room(actor, found, year),
    }  # fmt: skip
    return render(request, "monitoring/payments/spd.html", context)


def _drafted(request: HttpRequest, unit: Any, year: int, form: SpdForm) -> bool:
    own = {"unit_id": unit.pk, "year": year, "actor": actor_of(request), "now": clock.now()}
    try:
        services.draft_spd(values=form.values(), **own)
    except services.PaymentRefused as refusal:
        form.add_error("number" if refusal.code == "spd_number" else "amount", words.refused(refusal))
        return False
    return True


@login_required
def spd_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Sign a release, or put a signed one in force, after asking."""
    found = queries.spd_at(pk)
    if found is None or not permits(actor_of(request), "monitoring.sign_spd", found.unit):
        raise Http404
    error = ""
    if request.method == "POST":
        act: Any = services.sign_spd if step == "tandatangani" else services.release_spd
        try:
            act(spd_id=found.pk, actor=actor_of(request), now=clock.now())
            messages.success(request, _("Done."))
            return redirect("monitoring:spd", unit=found.unit.code, year=found.year)
        except services.PaymentRefused as refusal:
            error = words.refused(refusal)
        except MoveRefused:
            error = _("Somebody else was quicker: open the page anew to see where the SPD stands.")
    return render(request, "monitoring/payments/spd_step.html", {"spd": found, "step": step, "error": error})
