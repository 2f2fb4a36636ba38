"""A run for a supplier's account: registering a firm, asking about the documents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.forms_runs import InviteForm, TextForm
from pendopo.procurement.views.run_words import refusal_text


def _run(request: HttpRequest, code: str) -> Any:
    found = queries.run_to_join(actor_of(request), code)
    if found is None:
        raise Http404
    return found


@login_required
def join_run(request: HttpRequest, code: str) -> HttpResponse:
    """What the account may do with the run now: register a firm, ask; what it asked."""
    found, actor = _run(request, code), actor_of(request)
    firms = [(one.pk, str(one)) for one in queries.firms_to_register(actor, found)]
    form = InviteForm(request.POST or None, suppliers=firms)
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"tender_id": found.pk, "actor": actor, "now": clock.now()}
        try:
            services.register_participant(supplier_id=form.cleaned_data["supplier"], **by)
            messages.success(request, _("Your firm is registered for this run."))
            return redirect("procurement:join_run", code=code)
        except services.TenderRefused as refusal:
            form.add_error(None, refusal_text(refusal))
    context = {
        "run": found,
        "form": form if firms else None,
        "parts": queries.parts_of(actor, found),
        "asked": queries.asked_by(actor, found),
        "open": queries.takes_part_still(found, clock.now()),
        "stage": queries.prequalification_of(found, clock.now()),
    }
    return render(request, "procurement/runs/join.html", context)


@login_required
def ask_run(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about the documents in the name of a firm that takes part."""
    found = _run(request, code)
    parts = queries.parts_of(actor_of(request), found)
    if not parts:
        raise Http404
    form = TextForm(request.POST or None, label=_("Your question"), most=2000)
    if request.method == "POST" and form.is_valid():
        given = {"participant_id": parts[0].pk, "text": form.cleaned_data["text"]}
        try:
            services.ask_question(actor=actor_of(request), now=clock.now(), **given)
            messages.success(request, _("Your question is with the committee. The answer is for everybody."))
            return redirect("procurement:join_run", code=code)
        except services.TenderRefused as refusal:
            form.add_error(None, refusal_text(refusal))
    text = _("Everybody reads question and answer; your name does not stand there.")
    context = {"run": found, "form": form, "title": _("Ask about the documents"), "text": text, "joining": True}
    return render(request, "procurement/runs/form.html", context | {"label": _("Ask")})
