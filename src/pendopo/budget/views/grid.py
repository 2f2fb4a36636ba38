"""The grid as people work in it: a row added at the foot of an account, and who else is here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.budget import queries
from pendopo.budget.forms import ItemForm
from pendopo.budget.presence import heard
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.rows import checked, editable_place, saved_row, shown_item, valid_row
from pendopo.budget.views.sheet import balance_of, place_of
from pendopo.kernel import clock


@require_POST
@login_required
def add_row(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Add the row written at the foot of an account; answers with the row and all sums, or the fault at its cell."""
    place = editable_place(request, stage, sheet)
    code = request.POST.get("account", "").split(" ", 1)[0]
    form = ItemForm(request.POST, accounts=queries.leaf_accounts(place.stage, place.sheet.side, code))
    saved = saved_row(request, place, form, None) if valid_row(place, form) else None
    key = request.POST.get("key", "")
    if saved and key == "lain":
        # A new account is a new part of the table: the page is shown again, at the new row. Only another address (not
        # another mark on the same page) makes a browser load it.
        return HttpResponse(status=204, headers={"HX-Redirect": f"{place.address}?baru={saved.pk}#b{saved.pk}"})
    amounts = queries.account_amounts(place.stage, place.sheet.pk)
    row = shown_item(place, saved.pk) if saved else None
    context = {
        **checked(place, row),
        "place": place,
        "row": row,
        "key": key if key.isdigit() or key == "lain" else "",
        "form": form,
        "group_amount": amounts.get(row["account_id"], 0) if row else 0,
        "saved_at": clock.now(),
        **balance_of(place, sum(amounts.values())),
    }
    return render(request, "budget/rka/added.html", context, status=200 if saved else 422)


@require_GET
@login_required
def suggest_accounts(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Accounts that fit what was typed, as the choices of the input."""
    place = place_of(request, stage, sheet)
    found = queries.accounts_like(place.stage, place.sheet.side, request.GET.get("account", "")[:100])
    return render(request, "budget/rka/accounts.html", {"accounts": found})


def here_context(request: HttpRequest, place: Any, since: int) -> dict[str, Any]:
    """What the line about others needs."""
    changes = queries.changes_since(place.stage, place.sheet.pk, since, actor_of(request))
    return {"since": since, "changes": changes.rows, "changers": _listed(changes.labels)}


@require_POST
@login_required
def here(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Note that the form is open, and tell who else has it open and what they changed."""
    place = place_of(request, stage, sheet)
    actor = actor_of(request)
    others = heard(f"{place.stage.pk}.{place.sheet.pk}", str(actor.pk), actor.label, clock.now())
    since = request.POST.get("since", "")
    context = {"place": place, "others": others, "names": _listed(others)}
    context |= here_context(request, place, int(since) if since.isdecimal() and len(since) < 19 else 0)
    return render(request, "budget/rka/here.html", context)


def _listed(names: list[str]) -> str:
    """`Budi`, `Budi dan Dwi`, `Budi, Dwi dan 3 lagi`."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return _("%(first)s, %(second)s and %(more)s more") % {
        "first": names[0],
        "second": names[1],
        "more": len(names) - 2,
    }
