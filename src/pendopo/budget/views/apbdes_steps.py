"""The steps of a village's budget: handed in, evaluated or returned, mended, amended, set and published."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import forms_apbdes, queries, services
from pendopo.budget.views.apbdes import stage_at_work
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import money, number
from pendopo.kernel.states import MoveRefused


def refused(refusal: Exception) -> str:
    """One sentence for a refused step."""
    if isinstance(refusal, services.StageUnfinished):
        gap = money(abs(refusal.balance_amount))
        return _("The sides do not balance yet: %(gap)s are left or missing.") % {"gap": gap}
    if isinstance(refusal, services.DutiesMixed):
        return _("You wrote rows of this budget yourself; another person has to do this step.")
    if isinstance(refusal, services.SourcesMissing):
        return _("Rows that name no source of funds yet: %(rows)s.") % {"rows": number(refusal.rows)}
    if isinstance(refusal, services.AmendedBefore):
        return _("The budget was amended this year before. Say below whether the circumstances are extraordinary.")
    return _("This step is not possible any more. Look at where the budget stands now.")


REFUSED = (
    services.StageUnfinished,
    services.DutiesMixed,
    services.SourcesMissing,
    services.AmendedBefore,
    services.ApbdesBegun,
    services.NotPublished,
    MoveRefused,
)


def _step(
    request: HttpRequest, stage: int, action: str, step: tuple[type[forms.Form], Callable[..., Any]], words: Any
) -> HttpResponse:
    """Ask, act, and lead back to the budget; a refusal stands above the form."""
    found = stage_at_work(request, stage, action)
    form_class, act = step
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = act(stage_id=stage, actor=actor_of(request), now=clock.now(), **form.cleaned_data)
            messages.success(request, words["done"])
            return redirect("budget:apbdes_draft", stage=made.pk)
        except REFUSED as refusal:
            form.add_error(None, refused(refusal))
    sums = queries.village_sums([found])[0]
    context = {"stage": found, "form": form, "words": words, "sums": sums}
    return render(request, "budget/apbdes/step.html", context)


@login_required
def submit(request: HttpRequest, stage: int) -> HttpResponse:
    """The secretary hands the draft in."""
    words = {
        "title": _("Hand in for evaluation"),
        "text": _("The camat evaluates the draft. Until then no row changes."),
        "label": _("Hand in"),
        "done": _("The draft is with the camat."),
    }
    return _step(request, stage, "submit", (forms_apbdes.AgreementForm, services.submit_apbdes), words)


@login_required
def evaluate(request: HttpRequest, stage: int) -> HttpResponse:
    """The camat lets the draft become a Perdes."""
    words = {
        "title": _("Evaluate the village budget"),
        "text": _("With your decision the village head can set the Perdes. Use Return where rows have to change."),
        "label": _("Decide"),
        "done": _("The village head can set the Perdes now."),
    }
    return _step(request, stage, "review", (forms_apbdes.EvaluationForm, services.evaluate_apbdes), words)


@login_required
def send_back(request: HttpRequest, stage: int) -> HttpResponse:
    """The camat returns the draft."""
    words = {
        "title": _("Return the village budget"),
        "text": _("The village changes what you name, and hands the draft in again."),
        "label": _("Return"),
        "done": _("The draft is back with the village."),
    }
    return _step(request, stage, "return", (forms_apbdes.ReturnForm, services.return_apbdes), words)


@login_required
def amend(request: HttpRequest, stage: int) -> HttpResponse:
    """Begin the amendment of a published budget."""
    words = {
        "title": _("Amend the village budget"),
        "text": _(
            "A new draft begins with all rows of the budget in force. That one stays in force until the new Perdes."
        ),
        "label": _("Begin the amendment"),
        "done": _("The amendment is begun. Change the rows that have to change."),
    }
    return _step(request, stage, "amend", (forms_apbdes.AmendmentForm, services.amend_apbdes), words)


@login_required
def publish(request: HttpRequest, stage: int) -> HttpResponse:
    """The village head sets the Perdes and publishes."""
    words = {
        "title": _("Publish the village budget"),
        "text": _("From now on everybody reads it, and no row changes any more."),
        "label": _("Publish"),
        "done": _("The village budget is public."),
    }
    return _step(request, stage, "set", (forms_apbdes.PerdesForm, services.publish_apbdes), words)


@require_POST
@login_required
def mend(request: HttpRequest, stage: int) -> HttpResponse:
    """Open a returned draft again."""
    stage_at_work(request, stage, "answer")
    services.mend_apbdes(stage_id=stage, actor=actor_of(request), now=clock.now())
    messages.success(request, _("The draft can be changed again."))
    return redirect("budget:apbdes_draft", stage=stage)
