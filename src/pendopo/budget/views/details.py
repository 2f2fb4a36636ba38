"""The describing part of a form: for whom, where, which results; and its cash plan by month."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_details import CashForm, DetailForm, IndicatorFormSet, detail_values, indicator_rows
from pendopo.budget.planning import even_cash
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.sheet import Place, place_of
from pendopo.budget.writing import write_volume
from pendopo.kernel import clock
from pendopo.kernel.display import money
from pendopo.regions.queries import region_code

SHOWN = ("beneficiary_label", "first_month", "last_month", "background", "revision")


def _editable(request: HttpRequest, stage: int, sheet: int) -> Place:
    place = place_of(request, stage, sheet)
    if not place.editable or place.sheet.activity is None:
        raise Http404
    return place


def _initial(detail: Any) -> dict[str, Any]:
    if detail is None:
        return {"last_month": 12, "revision": 0}
    numbers = {name: getattr(detail, name) for name in ("beneficiaries", "periods")}
    written = {name: write_volume(value) for name, value in numbers.items() if value is not None}
    return {name: getattr(detail, name) for name in SHOWN} | written


@login_required
def details(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """For whom, where, when, which results."""
    place = _editable(request, stage, sheet)
    detail = queries.detail_of(place.stage, sheet)
    data = request.POST if request.method == "POST" else None
    form = DetailForm(data, initial=_initial(detail))
    rows = IndicatorFormSet(data, initial=indicator_rows(detail), prefix="i")
    groups = queries.places_to_choose(region_code())
    known = {code for _kecamatan, villages in groups for code, _name in villages}
    chosen = [code for code in request.POST.getlist("places") if code in known]
    if data is not None and form.is_valid() and rows.is_valid() and _save(request, place, form, rows, chosen):
        return redirect(place.address)
    stored = {where.desa_id for where in detail.places.all()} if detail else set()
    marked = set(chosen) if data is not None else stored
    places = [(name, villages, sum(code in marked for code, _name in villages)) for name, villages in groups]
    context = {"place": place, "form": form, "rows": rows, "places": places, "marked": marked}
    return render(request, "budget/details/details.html", context)


def _save(request: HttpRequest, place: Place, form: DetailForm, rows: Any, chosen: list[str]) -> bool:
    values = detail_values(form, rows, chosen)
    revision = form.cleaned_data["revision"]
    try:
        services.put_details(values=values, revision=revision, actor=actor_of(request), now=clock.now(), **place.ids)
    except services.DetailChanged:
        form.add_error(None, _("A colleague saved this page a moment ago. Open it again to see what stands there now."))
        return False
    except services.CHANGE_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("The plan of this form is saved."))
    return True


@login_required
def cash(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """The anggaran kas: twelve months that add up to the form's sum."""
    place = _editable(request, stage, sheet)
    detail = queries.detail_of(place.stage, sheet)
    total = sum(queries.account_amounts(place.stage, sheet).values())
    first, last = (detail.first_month, detail.last_month) if detail else (1, 12)
    amounts = detail.cash if detail and detail.cash else even_cash(total, first, last)
    if "even" in request.GET:
        amounts = even_cash(total, first, last)
    initial = {f"m{number}": amount for number, amount in enumerate(amounts, start=1)}
    form = CashForm(
        request.POST if request.method == "POST" else None,
        initial=initial | {"revision": detail.revision if detail else 0},
    )
    if request.method == "POST" and form.is_valid() and _save_cash(request, place, form):
        return redirect(place.address)
    return render(request, "budget/details/cash.html", {"place": place, "form": form, "total": total})


def _save_cash(request: HttpRequest, place: Place, form: CashForm) -> bool:
    given: dict[str, Any] = {"amounts": form.amounts(), "revision": form.cleaned_data["revision"]}
    try:
        services.put_cash_plan(actor=actor_of(request), now=clock.now(), **(given | place.ids))
    except services.DetailProblem as problem:
        gap = money(abs(problem.gap_amount))
        short = _("The months come to %(gap)s less than the form. Add it to a month.") % {"gap": gap}
        over = _("The months come to %(gap)s more than the form. Take it off a month.") % {"gap": gap}
        form.add_error(None, short if problem.gap_amount > 0 else over)
        return False
    except services.DetailChanged:
        form.add_error(None, _("A colleague saved this page a moment ago. Open it again to see what stands there now."))
        return False
    except services.CHANGE_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("The cash plan is saved."))
    return True
