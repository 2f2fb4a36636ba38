"""Composing work from parts (HSPK) and saying what activities fairly cost (ASB): sums are shown while one writes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pendopo.budget import queries, services
from pendopo.budget.composing import compose, fair_cost
from pendopo.budget.forms_composed import SPARE_PARTS, AsbForm, HspkForm, part_rows
from pendopo.budget.views.price_forms import open_edition_of, own_of, refused
from pendopo.budget.writing import write_volume

MOST_HELPED = 5
"""So many unknown parts are answered with items that look like them."""


def price_of_kind(edition: Any, item: int | None, kind: str) -> Any:
    """The price of the item that is composed anew, None for a new one. Raises Http404."""
    if item is None:
        return None
    price = queries.price_in(edition, item)
    if price is None or price.item.kind != kind:
        raise Http404
    return price


def is_htmx(request: HttpRequest) -> bool:
    """Whether only the sums are asked for."""
    return request.headers.get("HX-Request") == "true"


def _rows(request: HttpRequest, edition: Any, price: Any) -> Any:
    """The rows of parts, each valid one with its `price`; more spare rows where they are asked for."""
    if request.method != "POST":
        composition = queries.composition_of(price.item, edition) if price else None
        parts = composition.parts if composition else []
        initial = [{"item": f"{part.code} {part.name}", "coefficient": part.written} for part in parts]
        return part_rows(SPARE_PARTS if parts else 2 * SPARE_PARTS)(initial=initial, prefix="b")
    data = request.POST.copy()
    number = str(data.get("b-TOTAL_FORMS", ""))
    if "more" in data and number.isdecimal():
        data["b-TOTAL_FORMS"] = str(int(number[:3]) + SPARE_PARTS)
    rows = part_rows(0)(data, prefix="b")
    rows.is_valid()
    _priced(edition, [row for row in rows if row.given])
    return rows


def _priced(edition: Any, rows: list[Any]) -> None:
    """Give each row the price that it names; a row that names none, or one that stands above, says so."""
    named = queries.prices_named(edition, [row.cleaned_data["item"] for row in rows])
    seen: set[int] = set()
    helped = 0
    for row in rows:
        text = row.cleaned_data["item"]
        row.price = named.get(text)
        if row.price is None:
            likes = queries.prices_like(edition, text) if helped < MOST_HELPED else []
            helped += 1
            row.add_error("item", _unknown(likes))
        elif row.price.item_id in seen:
            row.add_error("item", _("This part stands twice: add its coefficients together."))
        else:
            seen.add(row.price.item_id)


def _unknown(likes: list[Any]) -> str:
    """What to write instead of a part that nobody knows, with the items that look like it."""
    text = _("Write the code of a plain item of this edition.")
    words = ", ".join(f"{one.item.code} {one.item.name}" for one in likes[:3])
    return text + (" " + _("Perhaps: %(items)s") % {"items": words} if words else "")


def _sums(form: HspkForm, rows: Any) -> dict[str, Any]:
    """What the rows that can be read come to."""
    good = [row for row in rows if row.is_bound and row.given and row.is_valid() and row.price]
    parts = [(row.cleaned_data["coefficient"], row.price) for row in good]
    overhead = getattr(form, "cleaned_data", {}).get("overhead", 0)
    lines = [
        {"name": price.item.name, "measure": price.measure, "written": write_volume(number), "price": price}
        | {"amount": number * price.price_amount}
        for number, price in parts
    ]
    sums = compose([(number, price.price_amount) for number, price in parts], overhead) if parts else None
    return {"lines": lines, "sums": sums, "overhead": f"{write_volume(overhead)}%"}


def _save_hspk(request: HttpRequest, edition: Any, price: Any, form: HspkForm, rows: Any) -> bool:
    """Whether the composition was saved; else the refusal is on the form."""
    given = form.cleaned_data
    parts = {row.price.item_id: row.cleaned_data["coefficient"] for row in rows if row.given}
    common: dict[str, Any] = {"edition_id": edition.pk, "parts": parts, "overhead_percent": given["overhead"]}
    try:
        if price is None:
            services.add_hspk(row=form.row(given["measure"], given["ceiling"]), **common, **own_of(request))
        else:
            words = {"item_id": price.item_id, "measure": given["measure"], "ceiling": given["ceiling"]}
            services.put_hspk(**common, **words, **own_of(request))
    except services.EDITION_REFUSED as refusal:
        refused(form, refusal)
        return False
    messages.success(request, _("The composed price is saved."))
    return True


def _hspk_initial(edition: Any, price: Any) -> dict[str, Any]:
    if price is None:
        return {}
    composition = queries.composition_of(price.item, edition)
    percent = {"overhead": write_volume(composition.overhead_percent)} if composition else {}
    return {"measure": price.measure, "ceiling": price.ceiling, **percent}


@login_required
def hspk(request: HttpRequest, edition: int, item: int | None = None) -> HttpResponse:
    """Compose work from plain items; the sum follows what is written."""
    found = open_edition_of(request, edition)
    price = price_of_kind(found, item, "HSPK")
    form = HspkForm(request.POST or None, new=price is None, initial=_hspk_initial(found, price))
    rows = _rows(request, found, price)
    only_shown = is_htmx(request) or "compute" in request.POST or "more" in request.POST
    good = request.method == "POST" and form.is_valid() and all(row.is_valid() for row in rows)
    if good and not only_shown and _save_hspk(request, found, price, form, rows):
        return redirect("budget:price_edition", edition=edition)
    context = {"edition": found, "price": price, "form": form, "rows": rows, **_sums(form, rows)}
    return render(request, f"budget/prices/hspk.html{'#sums' if is_htmx(request) else ''}", context)


@require_GET
@login_required
def suggest_parts(request: HttpRequest, edition: int) -> HttpResponse:
    """Plain items that fit what was typed, as the choices of the input."""
    found = open_edition_of(request, edition)
    text = str(next((value for name, value in request.GET.items() if name.endswith("-item")), ""))
    return render(request, "budget/prices/part_choices.html", {"choices": queries.prices_like(found, text[:100])})


def _asb_initial(price: Any) -> dict[str, Any]:
    asb = getattr(price, "asb", None)
    if asb is None:
        return {}
    return {"fixed": asb.fixed_amount, "variable": asb.variable_amount, "drivers": " x ".join(asb.drivers)}


def _save_asb(request: HttpRequest, edition: Any, price: Any, form: AsbForm) -> bool:
    """Whether the fair cost was saved; else the refusal is on the form."""
    given = form.cleaned_data
    amounts: dict[str, Any] = {"fixed_amount": given["fixed"], "variable_amount": given["variable"]}
    common = {"edition_id": edition.pk, "drivers": given["drivers"], **amounts, **own_of(request)}
    try:
        if price is None:
            services.add_asb(row=form.row(" ".join(given["drivers"])), **common)
        else:
            services.put_asb(item_id=price.item_id, **common)
    except services.EDITION_REFUSED as refusal:
        refused(form, refusal)
        return False
    messages.success(request, _("The fair cost is saved."))
    return True


def _trial(form: AsbForm) -> dict[str, Any]:
    """What the fair cost comes to for the numbers that were tried."""
    given = getattr(form, "cleaned_data", {})
    if not given.get("trial") or form.errors.keys() & {"fixed", "variable", "drivers", "trial"}:
        return {}
    pairs = zip(given["trial"], given["drivers"], strict=True)
    written = " x ".join(f"{write_volume(number)} {driver}" for number, driver in pairs)
    return {"written": written, "cost": fair_cost(given["fixed"], given["variable"], given["trial"])}


@login_required
def asb(request: HttpRequest, edition: int, item: int | None = None) -> HttpResponse:
    """Say what an activity fairly costs, and try it with numbers."""
    found = open_edition_of(request, edition)
    price = price_of_kind(found, item, "ASB")
    form = AsbForm(request.POST or None, new=price is None, initial=_asb_initial(price))
    only_shown = is_htmx(request) or "compute" in request.POST
    good = request.method == "POST" and form.is_valid()
    if good and not only_shown and _save_asb(request, found, price, form):
        return redirect("budget:price_edition", edition=edition)
    context = {"edition": found, "price": price, "form": form, **_trial(form)}
    return render(request, f"budget/prices/asb.html{'#sums' if is_htmx(request) else ''}", context)
