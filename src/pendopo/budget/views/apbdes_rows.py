"""The rows of a village's budget on a phone: add one, change it, take it out, see what changed and take it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms_apbdes import ApbdesRowForm
from pendopo.budget.items import ItemProblem
from pendopo.budget.views.apbdes import stage_at_work
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import PER_PAGE, actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import money

SIDES = {"pendapatan": "REVENUE", "belanja": "SPENDING", "pembiayaan": "FINANCING"}


def _form(request: HttpRequest, stage: Any, side: str, row: dict[str, Any] | None = None) -> ApbdesRowForm:
    lists = {
        "accounts": queries.village_accounts(stage, side),
        "activities": queries.village_activities(stage) if side in ("", "SPENDING") else [],
        "fundings": queries.funding_choices(stage),
    }
    initial = {}
    if row is not None:
        named = {"account": "account_id", "activity": "activity_id", "label": "component", "funding": "funding_id"}
        initial = {name: row[column] for name, column in named.items()}
        initial |= {"amount": row["amount"], "revision": row["revision"]}
    data = request.POST if request.method == "POST" else None
    return ApbdesRowForm(data, initial=initial, side=side, names=queries.node_names(stage), **lists)


def _shown(request: HttpRequest, stage: Any, form: ApbdesRowForm, **more: Any) -> HttpResponse:
    sums = queries.village_sums([stage])[0]
    return render(request, "budget/apbdes/row.html", {"stage": stage, "form": form, "sums": sums} | more)


@login_required
def add(request: HttpRequest, stage: int) -> HttpResponse:
    """Add a row; `?sisi=` names the side, so that the lists are short."""
    found = stage_at_work(request, stage, "write")
    side = request.GET.get("sisi", "")
    form = _form(request, found, SIDES.get(side, ""))
    if request.method == "POST" and form.is_valid() and _save(request, found, form):
        if "again" in request.POST:
            query = f"?sisi={side}" if side in SIDES else ""
            return redirect(reverse("budget:apbdes_add", kwargs={"stage": stage}) + query)
        return redirect("budget:apbdes_draft", stage=stage)
    return _shown(request, found, form, side=side if side in SIDES else "")


@login_required
def change(request: HttpRequest, stage: int, item: int) -> HttpResponse:
    """Change a row, or see that somebody else did meanwhile."""
    found = stage_at_work(request, stage, "write")
    row = queries.apbdes_row(found, item)
    if row is None:
        return _gone(request, stage)
    form = _form(request, found, row["side"], row)
    if request.method == "POST" and form.is_valid() and _save(request, found, form, row):
        return redirect("budget:apbdes_draft", stage=stage)
    return _shown(request, found, form, row=row)


def _gone(request: HttpRequest, stage: int) -> HttpResponse:
    """Back to the draft: the row was taken out, or has a new version; the history says by whom."""
    messages.error(request, _("This row is not there any more. The history shows who changed it."))
    return redirect("budget:apbdes_draft", stage=stage)


def _save(request: HttpRequest, stage: Any, form: ApbdesRowForm, row: dict[str, Any] | None = None) -> bool:
    values = form.cleaned_data
    given = {"account_id": values["account"], "activity_id": values.get("activity"), "label": values["label"]}
    given |= {"funding_id": values.get("funding"), "amount": values["amount"]}
    if row is not None:
        given |= {"item_id": row["pk"], "revision": values["revision"] or 0}
    try:
        services.put_apbdes_row(stage_id=stage.pk, actor=actor_of(request), now=clock.now(), **given)
    except (*services.APBDES_ROW_REFUSED, ItemProblem) as refusal:
        _say(form, refusal, row)
        return False
    left = queries.village_sums([stage])[0].balance
    rest = _("Left over: %(amount)s.") % {"amount": money(left)} if left else _("Everything balances.")
    messages.success(request, f"{_('The row is saved.')} {rest}")
    return True


def _say(form: ApbdesRowForm, refusal: Exception, row: dict[str, Any] | None) -> None:
    """Put the refusal at its field."""
    if isinstance(refusal, services.KegiatanMissing):
        words = _("Spending (5) needs an activity; revenue (4) and financing (6) have none")
        form.add_error("activity" if "activity" in form.fields else "account", words)
    elif isinstance(refusal, services.FundingMissing):
        form.add_error("funding" if "funding" in form.fields else "account", _("Choose the source of funds"))
    elif isinstance(refusal, services.ItemChanged) and row is not None:
        now = {"label": row["component"], "amount": money(row["amount"])}
        words = _(
            "Somebody changed this row a moment ago. It now says: %(label)s, %(amount)s."
            " What you wrote still stands below; save again to put it in its place."
        )
        form.add_error(None, words % now)
        form.data = {**form.data.dict(), "revision": str(row["revision"])}  # type: ignore[attr-defined]
    elif isinstance(refusal, ItemProblem):
        form.add_error("amount", _("This amount cannot be kept"))
    else:
        form.add_error(None, refusal_text(refusal))


@require_POST
@login_required
def remove(request: HttpRequest, stage: int, item: int) -> HttpResponse:
    """Take a row out of the draft, as it was seen."""
    found = stage_at_work(request, stage, "write")
    row = queries.apbdes_row(found, item)
    if row is None:
        return _gone(request, stage)
    revision = request.POST.get("revision", "")
    given = {"stage_id": stage, "item_id": item, "revision": int(revision) if revision.isdecimal() else 0}
    try:
        services.remove_apbdes_row(**given, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The row was taken out. The history can bring it back."))
    except (services.ItemChanged, services.StageClosed) as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("budget:apbdes_draft", stage=stage)


@login_required
def history(request: HttpRequest, stage: int) -> HttpResponse:
    """Who changed which row, newest first."""
    found = stage_at_work(request, stage)
    page = Paginator(queries.apbdes_history(found), PER_PAGE).get_page(request.GET.get("page"))
    actions = queries.apbdes_actions(actor_of(request), found, clock.today())
    context = {"stage": found, "page": page, "changes": queries.changes_of(page), "may_write": "write" in actions}
    return render(request, "budget/apbdes/history.html", context)


@require_POST
@login_required
def undo(request: HttpRequest, stage: int, batch: uuid.UUID) -> HttpResponse:
    """Take back one change of the history."""
    found = stage_at_work(request, stage, "write")
    if not queries.apbdes_history(found).filter(batch=batch).exists():
        raise Http404
    try:
        services.undo_apbdes_edit(stage_id=stage, batch=batch, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The change was taken back."))
    except services.NothingToUndo:
        messages.error(request, _("This change was taken back already."))
    except (services.ItemChanged, services.StageClosed) as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("budget:apbdes_history", stage=stage)
