"""One row of a form on its own page or saved from the grid, and many rows pasted at once."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms import ItemForm, PasteForm
from pendopo.budget.problems import sentence
from pendopo.budget.views.finding_cards import panel_of
from pendopo.budget.views.refusals import CLOSED, account_text, refusal_text
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.sheet import Place, balance_of, place_of, shown_row
from pendopo.budget.writing import read_table, write_volume
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import money

PREVIEW = 50


class NotEditable(Http404):
    """The person sees the form, and nobody or not she may change it now; a page can show it instead."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


def editable_place(request: HttpRequest, stage: int, sheet: int) -> Place:
    """The form, where the person and the stage allow changes. Raises NotEditable, Http404, PermissionDenied.

    What somebody sends to a stage that closed a moment ago goes on to the act, which refuses it in words.
    """
    place = place_of(request, stage, sheet)
    sent = request.method == "POST" and permits(actor_of(request), "budget.compose_rka", place.sheet.unit)
    if not place.editable and not sent:
        raise NotEditable(place)
    return place


def readable_when_closed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of a change shows instead what stands there and why it does not change, where it does not."""

    @wraps(view)
    def shown(request: HttpRequest, **key: int) -> HttpResponse:
        try:
            return view(request, **key)
        except NotEditable as refusal:
            if request.method not in ("GET", "HEAD"):
                raise
            return _closed(request, refusal.place, key.get("item"))

    return shown


def _closed(request: HttpRequest, place: Place, item: int | None) -> HttpResponse:
    row = None if item is None else shown_item(place, item)
    why = CLOSED[queries.closed_by(actor_of(request), place.stage, place.sheet.unit)]
    context = {"place": place, "row": row, "why": why, "facts": _facts(row) if row else []}
    return render(request, "budget/rka/closed.html", context)


def _facts(row: dict[str, Any]) -> list[dict[str, str]]:
    """What a row says, for the component `summary_list`; what is empty is left out."""
    facts = (
        (_("Budget account"), f"{row['code']} {row['name']}"),
        (_("Specification"), row["specification"]),
        (_("Coefficient"), row["written"]),
        (_("Unit price"), money(row["unit_price_amount"])),
        (_("Tax in percent"), row["tax"] if row["tax_percent"] else ""),
        (_("Amount"), money(row["amount"])),
        (_("Source of funds"), row["funding_name"] or ""),
        (_("Work package"), row["package_label"]),
        (_("Note"), row["note"]),
    )
    return [{"key": key, "value": value} for key, value in facts if value]


def valid_row(place: Place, form: ItemForm) -> bool:
    """Whether the row can be saved; an account of another year's list is told as such."""
    if form.is_valid():
        return True
    if form.has_error("account", "unknown"):
        code, own = form.data["account"].split(" ", 1)[0], place.stage.account_list
        if lists := queries.lists_with_account(code, own):
            text = account_text(lists, own.name, queries.codes_after(code, own))
            form.errors["account"] = form.error_class([text])
    return False


def shown_item(place: Place, item: int) -> dict[str, Any]:
    """A row as it stands in the cells. Raises Http404."""
    found = queries.rows_of(place.stage, place.sheet.pk).filter(pk=item).first()
    if found is None:
        raise Http404
    return shown_row(found)


def _initial(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "account": f"{row['code']} {row['name']}",
        "component": row["component"],
        "specification": row["specification"],
        "coefficients": row["written"],
        "price": row["price"],
        "tax": row["tax"],
        "funding": row["funding_id"],
        "package": row["package_label"],
        "placeholder": row["kind"] == "PLACEHOLDER",
        "note": row["note"],
        "standard": row["price_id"],
        "revision": row["revision"],
    }


def standard_of(request: HttpRequest) -> Any:
    """The price standard that the address names, or None."""
    asked = request.GET.get("standar", "")
    return queries.chosen_price(int(asked) if asked.isdigit() and len(asked) < 16 else None)


def from_standard(price: Any, accounts: Sequence[tuple[int, str, str]] = ()) -> dict[str, Any]:
    """What a chosen standard writes into the form of a row; the account too, where it may stand at one only."""
    if price is None:
        return {}
    fitting = [f"{code} {name}" for _pk, code, name in accounts if price.item.usable_with(code)]
    only = {"account": fitting[0]} if len(fitting) == 1 and price.item.account_prefixes else {}
    units = price.measure.split() or [""]
    given = {
        "component": price.item.name,
        "specification": price.item.specification,
        "price": write_volume(price.price_amount),
        "standard": price.pk,
    }
    return given | only | {"coefficients": " x ".join(f"1 {unit}".strip() for unit in units[:4])}


def saved_row(request: HttpRequest, place: Place, form: ItemForm, row: dict[str, Any] | None) -> Any:
    """The saved row, or None with the refusal on the form."""
    number = row["number"] if row and row["account_id"] == form.cleaned_data["account"] else None
    try:
        return services.put_item(
            account_id=form.cleaned_data["account"],
            values=form.values(),
            number=number,
            revision=form.cleaned_data["revision"] if number else None,
            actor=actor_of(request),
            now=clock.now(),
            **place.ids,
        )
    except services.CHANGE_REFUSED as refusal:
        form.add_error("account" if isinstance(refusal, services.AccountRefused) else None, refusal_text(refusal))
        return None


@login_required
@readable_when_closed
def new_row(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Add one component."""
    place = editable_place(request, stage, sheet)
    accounts = queries.leaf_accounts(place.stage, place.sheet.side)
    standard = standard_of(request)
    fundings = queries.funding_choices(place.stage)
    form = ItemForm(
        request.POST or None, accounts=accounts, fundings=fundings, initial=from_standard(standard, accounts)
    )
    if request.method == "POST" and valid_row(place, form) and saved_row(request, place, form, None):
        messages.success(request, _("The row is saved."))
        again = "budget:new_row" if "again" in request.POST else "budget:sheet"
        return redirect(reverse(again, kwargs=place.key))
    context = {"place": place, "form": form, "accounts": accounts, "standard": standard}
    return render(request, "budget/rka/row.html", context)


@login_required
@readable_when_closed
def row(request: HttpRequest, stage: int, sheet: int, item: int) -> HttpResponse:
    """Change one component."""
    place = editable_place(request, stage, sheet)
    found = shown_item(place, item)
    accounts = queries.leaf_accounts(place.stage, place.sheet.side)
    chosen = standard_of(request)
    fundings = queries.funding_choices(place.stage, found["funding_id"])
    initial = _initial(found) | from_standard(chosen)
    form = ItemForm(request.POST or None, accounts=accounts, fundings=fundings, initial=initial)
    if request.method == "POST" and valid_row(place, form) and saved_row(request, place, form, found):
        messages.success(request, _("The row is saved."))
        return redirect(place.address)
    context = {"place": place, "form": form, "accounts": accounts, "row": found}
    standard = context["standard"] = chosen or queries.chosen_price(found["price_id"])
    context["barred"] = standard is not None and not standard.item.usable_with(found["code"])
    return render(request, "budget/rka/row.html", context)


def checked(place: Place, row: dict[str, Any] | None) -> dict[str, Any]:
    """What the checks find in the form now; the row, where there is one, gets its mark."""
    panel = panel_of(place)
    if row is not None:
        row["mark"] = panel["marks"].get((row["account_id"], row["number"]))
    return {"stage": place.stage, "panel": panel}


def _cell_form(request: HttpRequest, place: Place, found: dict[str, Any]) -> ItemForm:
    """The row with what was typed in its cells; what the grid does not show stays."""
    typed = {
        name: request.POST[name] for name in ("component", "coefficients", "price", "revision") if name in request.POST
    }
    return ItemForm(
        {key: value for key, value in (_initial(found) | typed).items() if value is not None and value is not False},
        accounts=[(found["account_id"], found["code"], found["name"])],
        fundings=[(found["funding_id"], "", "")] if found["funding_id"] else [],
    )


@require_POST
@login_required
def cell(request: HttpRequest, stage: int, sheet: int, item: int) -> HttpResponse:
    """Save what the grid's row holds now; answers with the row's new sums, or with the fault at its cell."""
    place = editable_place(request, stage, sheet)
    found = queries.rows_of(place.stage, place.sheet.pk).filter(pk=item).first()
    if found is None:
        return render(request, "budget/rka/gone.html", {"place": place, "item": item}, status=422)
    return _saved_cell(request, place, shown_row(found))


def _saved_cell(request: HttpRequest, place: Place, found: dict[str, Any]) -> HttpResponse:
    form = _cell_form(request, place, found)
    saved = saved_row(request, place, form, found) if form.is_valid() else None
    amounts = queries.account_amounts(place.stage, place.sheet.pk)
    context = {
        **checked(place, found),
        "place": place,
        "row": found | {"form_errors": form.errors, "saved": saved},
        "item": saved,
        "form": form,
        "group_amount": amounts.get(found["account_id"], 0),
        "saved_at": clock.now(),
        **balance_of(place, sum(amounts.values())),
    }
    return render(request, "budget/rka/sheet.html#answer", context, status=200 if saved else 422)


@login_required
@readable_when_closed
def remove_row(request: HttpRequest, stage: int, sheet: int, item: int) -> HttpResponse:
    """Asks, then takes the row out of this stage."""
    place = editable_place(request, stage, sheet)
    found = shown_item(place, item)
    if request.method == "POST":
        try:
            services.remove_item(
                item_id=item, revision=found["revision"], actor=actor_of(request), now=clock.now(), **place.ids
            )
            messages.success(request, _("The row was taken out. You can take this back."))
        except services.CHANGE_REFUSED as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect(place.address)
    return render(request, "budget/rka/remove.html", {"place": place, "row": found})


def _add_pasted(request: HttpRequest, place: Place, form: PasteForm, table: Any, accounts: dict[str, int]) -> bool:
    """Whether all rows were added; else the refusal is on the form."""
    rows = [(accounts[code], values) for code, values in table.rows]
    try:
        services.put_items(rows=rows, actor=actor_of(request), now=clock.now(), **place.ids)
    except services.CHANGE_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("%(rows)s rows were added.") % {"rows": len(rows)})
    return True


def _faults(table: Any) -> dict[str, Any]:
    problems = [
        {"row": p.row, "column": p.column, "found": p.found, "text": sentence(p.column, p.code)}
        for p in (table.problems if table else [])
    ]
    return {"problems": problems[:PREVIEW], "more_problems": max(len(problems) - PREVIEW, 0)}


@login_required
@readable_when_closed
def paste(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Paste a table: first what was understood, cell by cell, then everything at once or nothing."""
    place = editable_place(request, stage, sheet)
    accounts = {code: pk for pk, code, _name in queries.leaf_accounts(place.stage, place.sheet.side)}
    form = PasteForm(request.POST or None)
    table = None
    if request.method == "POST" and form.is_valid():
        table = read_table(form.cleaned_data["table"], set(accounts), form.cleaned_data["account"])
        ready = form.cleaned_data["sure"] and table.rows and not table.problems
        if ready and _add_pasted(request, place, form, table, accounts):
            return redirect(place.address)
    context = {"place": place, "form": form, "table": table, "preview": table.rows[:PREVIEW] if table else []}
    return render(request, "budget/rka/paste.html", context | _faults(table))
