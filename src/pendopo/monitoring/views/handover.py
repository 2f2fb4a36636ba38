"""Handover of a work in the workspace: first, defects, final, assets."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_handover import AssetForm, FinalForm, HandoverForm, MendForm
from pendopo.monitoring.views.handover_words import refused
from pendopo.monitoring.views.work import project_of


@login_required
def handover(request: HttpRequest, code: str) -> HttpResponse:
    """The handovers of a work; the PPK takes it over here."""
    found = project_of(request, code)
    done = queries.handovers_of(found)
    may = permits(actor_of(request), "monitoring.hand_over", found)
    kinds: list[str] = [one.kind for one in done]
    form = _form(request, kinds) if may else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if form is not None and form.is_valid():
        act = services.hand_over if "PHO" not in kinds else services.hand_over_finally
        if _done(request, form, act, project_id=found.pk):
            return redirect("monitoring:handover", code=found.code)
    context = {
        "project": found, "handovers": done, "form": form, "may": may, "first": "PHO" not in kinds,
        "may_register": permits(actor_of(request), "monitoring.register_asset", found),
    }  # fmt: skip
    return render(request, "monitoring/handover/handover.html", context)


def _form(request: HttpRequest, kinds: list[str]) -> Any:
    if "FHO" in kinds:
        return None
    return FinalForm(request.POST or None) if "PHO" in kinds else HandoverForm(request.POST or None)


def _done(request: HttpRequest, form: Any, act: Callable[..., Any], **own: Any) -> bool:
    try:
        act(**own, **form.cleaned_data, actor=actor_of(request), now=clock.now())
    except services.HandoverRefused as refusal:
        form.add_error(None, refused(refusal))
        return False
    except MoveRefused:
        form.add_error(None, _("The work does not stand where this could be done: open the page anew."))
        return False
    messages.success(request, _("Done."))
    return True


@login_required
def mend(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that a defect is mended."""
    found = project_of(request, code)
    defect = queries.open_defect(found, pk)
    if defect is None:
        raise Http404
    form = MendForm(request.POST or None)
    if form.is_valid() and _done(request, form, services.mend_defect, defect_id=defect.pk):
        return redirect("monitoring:handover", code=found.code)
    context = {"project": found, "title": _("Defect mended"), "text": defect.text, "form": form}
    return render(request, "monitoring/handover/step.html", context)


@login_required
def asset(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give an asset its number in the register."""
    found = project_of(request, code)
    thing = queries.asset_of(found, pk)
    if thing is None or thing.status != "DRAFT":
        raise Http404
    form = AssetForm(request.POST or None)
    if form.is_valid() and _done(request, form, services.register_asset, asset_id=thing.pk):
        return redirect("monitoring:handover", code=found.code)
    context = {"project": found, "title": _("Register the asset"), "text": thing.name, "form": form}
    return render(request, "monitoring/handover/step.html", context)
