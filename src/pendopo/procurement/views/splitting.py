"""Splitting a draft in two, and putting two drafts together: two pages beside the package."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import money
from pendopo.procurement import queries, services
from pendopo.procurement.forms_flags import MergeForm, SplitForm
from pendopo.procurement.forms_packages import read_shares
from pendopo.procurement.views.entry import Watched
from pendopo.procurement.views.package_words import refusal_text
from pendopo.procurement.views.packages import REFUSED, package_of


def _draft(request: HttpRequest, code: str) -> Any:
    """A draft that was never announced, for somebody who composes. Raises Http404, PermissionDenied."""
    found = package_of(request, code)
    if found.version or not queries.editable_by(actor_of(request), found):
        raise PermissionDenied
    return found


@login_required
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Move part of a draft's budget lines into a new draft."""
    found = _draft(request, code)
    form = SplitForm(request.POST or None, initial={"title": found.title})
    amounts, typed, errors = read_shares(request.POST)
    if request.method == "POST" and form.is_valid() and not errors:
        made = _split(request, found, form, amounts)
        if made:
            return redirect("procurement:package_at_work", code=made.code)
    rows = [
        {"line": line, "most": most, "value": typed.get(line.id, ""), "error": errors.get(line.id, "")}
        for line, most in queries.lines_of(actor_of(request), found)
    ]
    return render(request, "procurement/packages/split.html", {"package": found, "form": form, "rows": rows})


def _split(request: HttpRequest, package: Any, form: SplitForm, amounts: dict[int, int]) -> Any:
    watched = Watched(request, package.unit, package.year)
    given: dict[str, Any] = {"package_id": package.pk, "title": form.cleaned_data["title"], "amounts": amounts}
    try:
        made = services.split_package(**given, actor=actor_of(request), now=clock.now())
    except services.ShareRefused:
        form.add_error(None, _("Give the new package a part of the lines: something of them, and not everything."))
    except REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
    else:
        messages.success(request, _("The package is split. This is the new one."))
        watched.tell()
        return made
    return None


@login_required
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Put another draft of the same unit and year into this one."""
    found = _draft(request, code)
    others = queries.drafts_beside(actor_of(request), found)
    drafts = [(one.pk, f"{one.title} ({money(one.ceiling_amount)}, {one.code})") for one in others]
    form = MergeForm(request.POST or None, drafts=drafts)
    if request.method == "POST" and form.is_valid():
        try:
            other = form.cleaned_data["other"]
            services.merge_packages(package_id=found.pk, other_id=other, actor=actor_of(request), now=clock.now())
            messages.success(request, _("The two drafts are one package now; the other one is cancelled."))
            return redirect("procurement:package_at_work", code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/packages/merge.html", {"package": found, "form": form, "drafts": drafts})
