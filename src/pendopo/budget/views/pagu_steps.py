"""Ceilings on pages of their own: the envelope, a sub kegiatan that is new, a pasted table, the history, files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_pagu import EnvelopeForm, NewCeilingForm, PasteCeilingsForm
from pendopo.budget.spread_table import SpreadTable, read_pasted
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.pagu import PER_PAGE, office_of
from pendopo.budget.views.pagu_words import ceiling_text, table_text
from pendopo.budget.views.refusals import code_text
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.kernel import clock
from pendopo.kernel.access import require

PREVIEW = 50
FILE_HEADS = ("kode_unit", "nama_unit", "kode_sub_kegiatan", "nama_sub_kegiatan", "urutan", "pagu", "dalam_rincian")


def _at_work(request: HttpRequest, stage: int) -> Any:
    """The stage, for those who set its ceilings. Raises Http404, PermissionDenied."""
    found = stage_of(request, stage)
    require(actor_of(request), "budget.set_ceiling")
    return found


def _given(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"], "actor": actor_of(request), "now": clock.now()}


@login_required
def envelope(request: HttpRequest, stage: int) -> HttpResponse:
    """Set what all units together may spend."""
    found = _at_work(request, stage)
    pool = queries.envelope_of(found)
    form = EnvelopeForm(request.POST or None, initial={"amount": pool.amount})
    if request.method == "POST" and form.is_valid():
        amount = form.cleaned_data["amount"]
        try:
            services.set_envelope(stage_id=found.pk, amount=amount, **_given(request, form))
            messages.success(request, _("The envelope of the stage is set."))
            return redirect("budget:pagu", stage=stage)
        except services.POOL_REFUSED as refusal:
            form.add_error("amount", ceiling_text(refusal, amount))
    return render(request, "budget/pagu/envelope.html", {"stage": found, "form": form, "pool": pool})


@login_required
def new_pagu(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """Give a sub kegiatan of the stage's list its first ceiling in the unit."""
    found, office = _at_work(request, stage), office_of(request, unit)
    form = NewCeilingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(request, found, office, form):
        messages.success(request, _("The ceiling is set."))
        return redirect("budget:unit_pagu", stage=stage, unit=unit)
    context = {"stage": found, "unit": office, "form": form, "pool": queries.unit_pool(found, office)}
    return render(request, "budget/pagu/new.html", context)


def _add(request: HttpRequest, stage: Any, office: Any, form: NewCeilingForm) -> bool:
    code, amount = form.cleaned_data["code"].strip(), form.cleaned_data["amount"]
    node = queries.spending_activity(stage, code)
    if node is None:
        form.add_error("code", code_text(queries.lists_with_code(code, stage.code_list), stage.code_list.name))
        return False
    if any(row.code == code for row in queries.spread_of(stage, office)):
        form.add_error("code", _("This sub-activity has a ceiling in the unit already. Change it in the table."))
        return False
    ids = {"stage_id": stage.pk, "unit_id": office.pk, "activity_id": node.pk}
    try:
        services.set_ceiling(amount=amount, **ids, **_given(request, form))
    except services.POOL_REFUSED as refusal:
        form.add_error("amount", ceiling_text(refusal, amount))
        return False
    return True


@login_required
def paste_pagu(request: HttpRequest, stage: int) -> HttpResponse:
    """Paste a table of ceilings: first what was understood, row by row, then everything at once or nothing."""
    found = _at_work(request, stage)
    form = PasteCeilingsForm(request.POST or None, initial={"reason": request.session.get("pagu_reason", "")})
    table = None
    if request.method == "POST" and form.is_valid():
        units = queries.unit_ids_by_code()
        table = read_pasted(form.cleaned_data["table"], units, queries.sub_kegiatan_ids(found))
        ready = form.cleaned_data["sure"] and table.rows and not table.problems
        if ready and _spread(request, found, form, table):
            return redirect("budget:pagu", stage=stage)
    problems = [{"row": p.row, "found": p.found, "text": table_text(p.code)} for p in table.problems] if table else []
    preview = table.rows[:PREVIEW] if table else []
    context = {"stage": found, "form": form, "table": table, "preview": preview, "problems": problems[:PREVIEW]}
    context["more_problems"] = max(len(problems) - PREVIEW, 0)
    return render(request, "budget/pagu/paste.html", context)


def _spread(request: HttpRequest, stage: Any, form: PasteCeilingsForm, table: SpreadTable) -> bool:
    """Whether the whole table was set; else the refusal is on the form."""
    try:
        edits = services.set_spread(stage_id=stage.pk, units=table.units, places=table.places, **_given(request, form))
    except services.POOL_REFUSED as refusal:
        code = getattr(refusal, "code", "")
        form.add_error("table", f"{code}: {ceiling_text(refusal)}" if code else ceiling_text(refusal))
        return False
    messages.success(request, _("%(number)s ceilings were set from the table.") % {"number": len(edits)})
    return True


@login_required
def pagu_history(request: HttpRequest, stage: int) -> HttpResponse:
    """How the ceilings came to be, newest first; of one unit with `?unit=`."""
    found = stage_of(request, stage)
    code = request.GET.get("unit", "")
    office = office_of(request, code) if code else None
    edits = queries.ceiling_edits_visible_to(actor_of(request), found, office)
    page = Paginator(edits, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "budget/pagu/history.html", {"stage": found, "unit": office, "page": page})


@login_required
def pagu_file(request: HttpRequest, stage: int, kind: str) -> HttpResponse:
    """All ceilings that the person may see, in the columns that pasting understands."""
    found = stage_of(request, stage)
    rows: list[tuple[Any, ...]] = []
    for pool in queries.unit_pools_visible_to(actor_of(request), found):
        rows.append((pool.unit.code, pool.unit.name, "", "", "", pool.amount, pool.used_amount))
        rows += [
            (pool.unit.code, pool.unit.name, row.code, row.name, row.sequence, row.amount, row.used_amount)
            for row in queries.spread_of(found, pool.unit)
        ]
    if not rows:
        raise Http404
    return answer((FILE_HEADS, rows), kind, f"pagu-{found.year}-{found.seq}")
