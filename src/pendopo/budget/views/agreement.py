"""The steps of an Rka and of a stage: each asked on its own page, with the paper or the reason it needs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_agreement import NextStageForm, NoteForm, PaperForm, ReasonForm
from pendopo.budget.views.agreement_words import RKA_WORDS, STAGE_WORDS, answers_taken, refused
from pendopo.budget.views.comment_words import open_entries
from pendopo.budget.views.finding_cards import held_by
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.budget.views.steps import take_rka_step, take_stage_step
from pendopo.kernel import clock
from pendopo.kernel.access import require

RKA_FORMS: dict[str, type[forms.Form]] = {"return": ReasonForm}
STAGE_FORMS: dict[str, type[forms.Form]] = {
    "review": ReasonForm,
    "agree": PaperForm,
    "return": ReasonForm,
    "answer": ReasonForm,
    "set": PaperForm,
}


def _refuse(form: forms.Form, refusal: Exception) -> None:
    """The refusal on top of the form, with the findings that hold the step back."""
    form.add_error(None, refused(refusal))
    form.held = held_by(refusal)  # type: ignore[attr-defined]


@login_required
def rka_step(request: HttpRequest, stage: int, unit: str, action: str) -> HttpResponse:
    """Ask, then do one step of a unit's Rka."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    rka = queries.rka_of(found, office) if office else None
    if rka is None or action not in queries.rka_actions(actor_of(request), rka):
        raise Http404
    form = RKA_FORMS.get(action, NoteForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_rka_step(action, rka.pk, actor_of(request), form.cleaned_data.get("reason", ""))
            messages.success(request, RKA_WORDS[action].done)
            return redirect("budget:rka", stage=stage, unit=unit)
        except services.AGREEMENT_REFUSED as refusal:
            _refuse(form, refusal)
    context = {"stage": found, "unit": rka.unit, "form": form, "words": RKA_WORDS[action]}
    return render(request, "budget/agreement/rka_step.html", context | _beside(request, rka, action))


def _beside(request: HttpRequest, rka: Any, action: str) -> dict[str, Any]:
    """What goes with the step: comments with a return, answers with a verification."""
    if action == "verify":
        return {"promise": answers_taken(queries.unjudged_answers(rka.stage, rka.unit))}
    if action == "return":
        return {"entries": open_entries(actor_of(request), rka.stage, rka.unit, most=25)}
    return {}


@login_required
def stage_step(request: HttpRequest, stage: int, action: str) -> HttpResponse:
    """Ask, then do one step of a stage."""
    found = stage_of(request, stage)
    if action not in queries.stage_actions(actor_of(request), found):
        raise Http404
    form = STAGE_FORMS.get(action, NoteForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_stage_step(action, found.pk, actor_of(request), form.cleaned_data)
            messages.success(request, STAGE_WORDS[action].done)
            return redirect("budget:stage", stage=stage)
        except services.AGREEMENT_REFUSED as refusal:
            _refuse(form, refusal)
    context = {"stage": found, "form": form, "words": STAGE_WORDS[action], "readiness": None}
    if action == "submit":
        context["readiness"] = queries.readiness_of(found)
    return render(request, "budget/agreement/stage_step.html", context)


@login_required
def next_stage(request: HttpRequest, stage: int) -> HttpResponse:
    """Open the stage after this one."""
    found = stage_of(request, stage)
    require(actor_of(request), "budget.open_stage")
    if not queries.may_open_next(actor_of(request), found):
        raise Http404
    form = NextStageForm(request.POST if request.method == "POST" else None, kinds=queries.kinds_of_stage())
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            opened = services.open_stage(year=found.year, kind=kind, actor=actor_of(request), now=clock.now())
            messages.success(request, _("The stage is open. Lines are shared with the one before until they change."))
            return redirect("budget:stage", stage=opened.pk)
        except services.StageStillOpen:
            form.add_error(None, _("Another stage of this year is still being worked on."))
    return render(request, "budget/agreement/next.html", {"stage": found, "form": form})
