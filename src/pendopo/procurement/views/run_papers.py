"""What is prepared for a run in the workspace: the owner's estimate, the terms of reference, the draft contract."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.files.printing import paper_name, print_pdf
from pendopo.kernel import clock
from pendopo.kernel.display import money, number, terbilang
from pendopo.procurement import answer_papering, queries, services
from pendopo.procurement.forms_runs import ContractDraftForm, HpsRow, KakForm, read_hps
from pendopo.procurement.views.entry import LOOK, foreseen_of
from pendopo.procurement.views.run_words import refusal_text
from pendopo.procurement.views.runs import REFUSED, allowed, run_of

Acts = dict[str, Callable[..., Any]]
SPARE = 3
"""So many empty rows stand below the written ones."""


@login_required
def run_hps(request: HttpRequest, code: str) -> HttpResponse:
    """The owner's estimate: its lines with the source of each price, saved, then decided."""
    found = allowed(request, code, "hps")
    lines, rows = read_hps(request.POST)
    error = ""
    seen: dict[str, Any] = {}
    if "add" in request.POST:
        rows += _chosen(request)
    elif LOOK in request.POST:
        error, seen = _looked(request, found, lines, rows)
    elif request.method == "POST" and "find" not in request.POST:
        error = _put(request, found, lines, rows)
        if not error:
            return redirect("procurement:run_hps" if "decide" not in request.POST else "procurement:run", code=code)
    return render(request, "procurement/runs/hps.html", _hps_page(request, found, rows, error) | seen)


def _looked(request: HttpRequest, run: Any, lines: list[Any], rows: list[HpsRow]) -> tuple[str, dict[str, Any]]:
    """What is wrong, or the flags that the run would carry with this estimate; nothing is saved."""
    by: dict[str, Any] = {"tender_id": run.pk, "actor": actor_of(request), "now": clock.now()}
    if any("error" in row for row in rows):
        return _("Some lines are not right yet. Nothing was saved."), {}
    try:
        return "", foreseen_of(services.foresee_hps(lines=lines, note="", **by), run.year)
    except services.TenderRefused as refusal:
        return refusal_text(refusal), {}


def _put(request: HttpRequest, run: Any, lines: list[Any], rows: list[HpsRow]) -> str:
    """Save, and decide where that was pressed; gives what is wrong."""
    by: dict[str, Any] = {"tender_id": run.pk, "actor": actor_of(request), "now": clock.now()}
    if any("error" in row for row in rows):
        return _("Some lines are not right yet. Nothing was saved.")
    try:
        services.set_hps(lines=lines, note=request.POST.get("note", "")[:1000], **by)
        if "decide" in request.POST:
            services.decide_hps(**by)
    except services.TenderRefused as refusal:
        return refusal_text(refusal)
    decided = "decide" in request.POST
    messages.success(request, _("The estimate is decided.") if decided else _("The estimate is saved."))
    return ""


def _chosen(request: HttpRequest) -> list[HpsRow]:
    """Rows for the prices of the standards that were ticked."""
    found = queries.prices_to_choose(request.POST.get("cari", ""), clock.today())
    wanted = set(request.POST.getlist("harga"))
    return [
        {"name": one.item.name, "measure": one.measure, "price": number(one.price_amount), "item": one.item.code}
        for one in found
        if str(one.pk) in wanted
    ]


def _hps_page(request: HttpRequest, run: Any, rows: list[HpsRow], error: str) -> dict[str, Any]:
    hps = queries.hps_of(run)
    text = request.POST.get("cari", request.GET.get("cari", ""))
    if request.method != "POST" and hps is not None:
        rows = [_as_row(line) for line in hps.lines.all()]
    shown = [{"number": place, **row} for place, row in enumerate([*rows, *({} for _spare in range(SPARE))])]
    return {
        "run": run,
        "hps": hps,
        "words": terbilang(int(hps.total_amount)) if hps else "",
        "ceiling": money(run.ceiling_amount),
        "rows": shown,
        "note": request.POST.get("note", hps.note if hps else ""),
        "error": error,
        "asked": text,
        "prices": queries.prices_to_choose(text, clock.today()),
    }


def _as_row(line: Any) -> HpsRow:
    return {
        "name": line.name,
        "volume": f"{line.volume.normalize():f}".replace(".", ","),
        "measure": line.measure,
        "price": number(line.price_amount, 2).removesuffix(",00"),
        "item": line.price_item.code if line.price_item else "",
        "reference": line.reference,
    }


def _paper(request: HttpRequest, code: str, kind: str, form_class: Any, acts: Acts) -> Any:
    """Save a paper of the run as a draft, or save and decide it."""
    found = allowed(request, code, "kak")
    papers = queries.papers_of_run(found, kind)
    before = papers.draft or papers.decided
    form: forms.Form = form_class(request.POST or None, initial=vars(before) if before else {})
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"tender_id": found.pk, "actor": actor_of(request), "now": clock.now()}
        try:
            acts["set"](values=form.cleaned_data, **by)
            if "decide" in request.POST:
                acts["decide"](**by)
            messages.success(request, _("It is decided.") if "decide" in request.POST else _("The draft is saved."))
            return redirect("procurement:run", code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return {"run": found, "form": form, "papers": papers}


@login_required
def run_kak(request: HttpRequest, code: str) -> HttpResponse:
    """The terms of reference."""
    acts: Acts = {"set": services.set_kak, "decide": services.decide_kak}
    found = _paper(request, code, "kak", KakForm, acts)
    if isinstance(found, HttpResponse):
        return found
    return render(request, "procurement/runs/paper.html", found | {"title": _("Terms of reference (KAK)")})


@login_required
def run_contract(request: HttpRequest, code: str) -> HttpResponse:
    """The draft contract."""
    acts: Acts = {"set": services.set_contract_draft, "decide": services.decide_contract_draft}
    found = _paper(request, code, "contractdraft", ContractDraftForm, acts)
    if isinstance(found, HttpResponse):
        return found
    return render(request, "procurement/runs/paper.html", found | {"title": _("Draft contract")})


@login_required
def run_prepared(request: HttpRequest, code: str) -> HttpResponse:
    """What was decided for the run, to read: terms of reference, draft contract, estimate with its sources."""
    found = run_of(request, code)
    hps = queries.hps_of(found)
    context = {
        "run": found,
        "hps": hps,
        "words": terbilang(int(hps.total_amount)) if hps else "",
        "kak": queries.papers_of_run(found, "kak").decided,
        "contract": queries.papers_of_run(found, "contractdraft").decided,
    }
    return render(request, "procurement/runs/prepared.html", context)


@login_required
def run_hps_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of the owner's estimate as a PDF, for those who work on the run; a draft says that it is one."""
    found = run_of(request, code)
    hps = queries.hps_of(found)
    if hps is None:
        raise Http404
    data = print_pdf(answer_papering.HPS, answer_papering.hps_data(hps), at=hps.decided_at or clock.now())
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper_name("HPS", found.code)}"'
    return response
