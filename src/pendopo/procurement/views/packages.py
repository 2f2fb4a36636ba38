"""Packages in the workspace: the list of a unit, composing from budget lines, the steps to the announcement."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import services as budget
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import number
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_packages import PackageForm, ReasonForm, read_shares
from pendopo.procurement.queries import PackageQuestion
from pendopo.procurement.views.entry import LOOK, Watched, foreseen_of
from pendopo.procurement.views.flag_cards import card_of
from pendopo.procurement.views.package_words import STEPS, WITH_REASON, facts_of, proposals_said, refusal_text

PER_PAGE = 25
REFUSED = (
    MoveRefused,
    budget.FundsExceeded,
    services.PackageChanged,
    services.PackageInUse,
    services.PackageUnfinished,
    services.ReasonMissing,
    services.ShareRefused,
)


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """The packages of the units that the person works for, drafts first."""
    units = queries.units_at_work(actor_of(request))
    if not units:
        raise PermissionDenied
    asked = PackageQuestion(text=request.GET.get("q", ""), status=request.GET.get("status", ""), sort="baru")
    found = queries.find_packages(queries.packages_of_units(units), asked)
    context = {
        "units": [unit for unit in units if queries.may_compose(actor_of(request), unit)],
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "year": clock.today().year,
        "asked": asked,
    }
    return render(request, "procurement/packages/work.html", context)


def package_of(request: HttpRequest, code: str) -> Any:
    """The package for somebody of its unit. Raises Http404."""
    found = queries.package_at(actor_of(request), code)
    if found is None or not queries.sees_work_on(actor_of(request), found):
        raise Http404
    return found


@login_required
def package(request: HttpRequest, code: str) -> HttpResponse:
    """One package at work: its facts, its lines with what is left, what may be done."""
    found = package_of(request, code)
    context = {
        "package": found,
        "facts": facts_of(found),
        "lines": queries.lines_of(actor_of(request), found),
        "actions": [
            (action.removesuffix("_revision"), STEPS[action.removesuffix("_revision")][0])
            for action in queries.actions_of(actor_of(request), found)
        ],
        "contracts": queries.contracts_of(actor_of(request), found, at_work=True),
        "may_contract": queries.may_contract(actor_of(request), found),
        "may_prepare": queries.may_prepare(actor_of(request), found),
        "runs": queries.runs_in_preparation(actor_of(request), found),
        "may_buy_directly": queries.may_begin_direct(actor_of(request), found),
        "editable": queries.editable_by(actor_of(request), found),
        "cards": [card_of(flag) for flag in queries.flags_of(found)],
        **_pending(request, found),
        "proposals": proposals_said(
            queries.proposals_for(kind=found.kind, amount=found.ceiling_amount, day=clock.today())
        ),
    }
    return render(request, "procurement/packages/at_work.html", context)


def _pending(request: HttpRequest, package: Any) -> dict[str, Any]:
    """What an open revision would lead to, for those who write it."""
    if not package.pending or not queries.editable_by(actor_of(request), package):
        return {}
    values, shares = queries.read_values(package), queries.read_shares(package)
    own: dict[str, Any] = {"package_id": package.pk, "values": values, "shares": shares}
    return foreseen_of(services.foresee_package(**own, actor=actor_of(request), now=clock.now()), package.year)


@login_required
def new(request: HttpRequest, unit: str, year: str) -> HttpResponse:
    """Compose a package from budget lines of a unit, or look at what it would lead to."""
    office = queries.unit_at_work(actor_of(request), unit)
    if office is None:
        raise Http404
    if not queries.may_compose(actor_of(request), office):
        raise PermissionDenied
    form = PackageForm(request.POST or None)
    where: dict[str, Any] = {"unit_id": office.pk, "year": int(year)}
    seen: dict[str, Any] = {}
    if request.method == "POST" and LOOK in request.POST:
        foreseen = _done(request, form, partial(services.foresee_new_package, **where))
        seen = foreseen_of(foreseen, int(year)) if foreseen else {}
    elif request.method == "POST":
        watched = Watched(request, office, int(year))
        made = _done(request, form, partial(services.compose_package, **where))
        if made:
            return _kept(request, watched, made.code, _("The package is saved as a draft."))
    context = _editing(request, office, int(year), form, {}) | seen
    return render(request, "procurement/packages/edit.html", {"unit": office, **context})


def _kept(request: HttpRequest, watched: Watched, code: str, said: str) -> HttpResponse:
    messages.success(request, said)
    watched.tell()
    return redirect("procurement:package_at_work", code=code)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a draft or what a revision proposes, or look at what the change would lead to."""
    found = package_of(request, code)
    if not queries.editable_by(actor_of(request), found):
        raise PermissionDenied
    form = PackageForm(request.POST or None, initial=vars(queries.read_values(found)))
    seen: dict[str, Any] = {}
    if request.method == "POST" and LOOK in request.POST:
        foreseen = _done(request, form, partial(services.foresee_package, package_id=found.pk))
        seen = foreseen_of(foreseen, found.year) if foreseen else {}
    elif request.method == "POST":
        watched = Watched(request, found.unit, found.year)
        if _done(request, form, partial(services.change_package, package_id=found.pk)):
            return _kept(request, watched, code, _("The package is saved."))
    context = _editing(request, found.unit, found.year, form, queries.read_shares(found)) | seen
    return render(request, "procurement/packages/edit.html", {"package": found, "unit": found.unit, **context})


def _done(request: HttpRequest, form: PackageForm, act: Callable[..., Any]) -> Any:
    """What the act gives; None when something is wrong, which the form then says."""
    shares, _typed, errors = read_shares(request.POST)
    if not form.is_valid() or errors:
        return None
    try:
        values = _with_method(form, sum(shares.values()))
        return act(values=values, shares=shares, actor=actor_of(request), now=clock.now())
    except REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return None


def _with_method(form: PackageForm, amount: int) -> Any:
    """The values, with the method that the law proposes where none was chosen."""
    values = form.values()
    if values.method or not values.kind or not amount:
        return values
    first = queries.proposals_for(kind=values.kind, amount=amount, day=clock.today())[:1]
    return services.PackageValues(**vars(values) | {"method": first[0].method if first else ""})


def _editing(request: HttpRequest, unit: Any, year: int, form: PackageForm, shares: dict[int, int]) -> dict[str, Any]:
    """The form with the lines: those chosen, and those that the search finds."""
    text = request.POST.get("cari", request.GET.get("cari", ""))
    _shares, typed, errors = read_shares(request.POST)
    rows = queries.lines_to_choose(actor_of(request), unit, year, chosen=set(shares) | set(typed), text=text)
    shown = [
        {
            "line": row,
            "value": typed.get(row.id, number(shares[row.id]) if row.id in shares else ""),
            "error": errors.get(row.id, ""),
        }
        for row in rows
    ]
    return {"form": form, "rows": shown, "asked": text, "year": year, "share_errors": errors}


@login_required
def step(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Approve, return, announce, revise or cancel a package, after asking."""
    found = package_of(request, code)
    title, text, label = STEPS[action]
    needs_reason = action in WITH_REASON
    form = ReasonForm(request.POST or None) if needs_reason else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        own = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            getattr(services, f"{action}_package")(package_id=found.pk, actor=actor_of(request), now=clock.now(), **own)
            messages.success(request, _("Done: %(step)s.") % {"step": label})
            return redirect("procurement:package_at_work", code=code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
            if form:
                form.add_error(None, error)
    context = {"package": found, "title": title, "text": text, "label": label, "form": form, "error": error}
    cards = [card_of(flag) for flag in queries.flags_of(found)] if action in {"approve", "announce"} else []
    return render(request, "procurement/packages/step.html", context | {"cards": cards})
