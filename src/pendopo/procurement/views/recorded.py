"""Recorded spending: the public list with search and export; recording and cancelling in the workspace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.names import readable
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.views.rka import actor_of
from pendopo.files.serving import bytes_response
from pendopo.kernel import clock
from pendopo.kernel.display import money
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries, services
from pendopo.procurement.forms_direct import SpendingFilterForm, SpendingForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.award_steps import Step, ask
from pendopo.procurement.views.contract_words import written
from pendopo.procurement.views.packages_public import PER_PAGE, topic

LIMITS = gettext_lazy(
    "Up to Rp10 million with a proof of purchase, up to Rp50 million with a kuitansi. Everybody sees it."
)
HEADS = ("tanggal", "uraian", "satuan_kerja", "penjual", "bukti", "nomor", "nilai", "umk", "rekening", "status")


def _asked(request: HttpRequest) -> tuple[SpendingFilterForm, Any]:
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_spendings()]
    form = SpendingFilterForm(request.GET, years=queries.spending_years(), units=units)
    return form, queries.find_spendings(form.question(request.GET.get("urut", "")))


@public_page("procurement", topic)
def spendings(request: HttpRequest) -> HttpResponse:
    """Recorded spending that answers the filters."""
    form, found = _asked(request)
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "procurement/recorded/list.html", context)


@public_page("procurement", topic)
def spendings_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The spending that the page shows, all of it, as CSV, XLSX or Parquet."""
    _form, found = _asked(request)
    rows = [
        (
            one.date.isoformat(), one.title, one.unit.name, one.seller, one.form, one.number, one.amount, one.is_umk,
            one.line.account.code, one.status,
        )
        for one in found[:MOST_ROWS]
    ]  # fmt: skip
    return answer((HEADS, rows), kind, "pencatatan-pengadaan")


@login_required
def spendings_work(request: HttpRequest) -> HttpResponse:
    """The records of the person's offices with their receipts, and where to record the next one."""
    actor = actor_of(request)
    units = queries.units_at_work(actor)
    if not units:
        raise PermissionDenied
    keeps = [unit for unit in units if queries.records_spending(actor, unit)]
    page = Paginator(queries.spendings_at_work(actor, units), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "keeps": keeps, "kept": [unit.pk for unit in keeps]}
    return render(request, "procurement/recorded/work.html", context)


@login_required
def spending_receipt(request: HttpRequest, key: Any) -> Any:
    """The receipt, for officials of procurement and auditors."""
    found = queries.spending_receipt(actor_of(request), str(key))
    if found is None or found.document is None:
        raise Http404
    file = found.document
    return bytes_response(file.sha256, file.media_type, public=False, file_name=file.file_name, download=True)


@login_required
def record_spending(request: HttpRequest, unit: str) -> HttpResponse:
    """Record a purchase of the unit by its receipt."""
    actor = actor_of(request)
    found = queries.unit_at_work(actor, unit)
    if found is None or not queries.records_spending(actor, found):
        raise Http404
    lines = queries.spending_lines(actor, found, clock.today().year, request.GET.get("cari", ""))
    chosen = [(one.id, f"{one.account_name or one.account} ({one.code}), {money(one.free_amount)}") for one in lines]
    form = SpendingForm(request.POST or None, request.FILES or None, lines=chosen, initial={"date": clock.today()})
    step = Step(
        title=_("Record a purchase"), label=_("Record"), up=reverse("procurement:spendings_work"),
        up_label=_("Recorded spending"), text=readable(found.name, title=True),
        promise=LIMITS,
    )  # fmt: skip

    def act() -> object:
        return services.record_spending(
            unit_id=found.pk, line_id=form.cleaned_data["line"], values=form.values(), actor=actor, now=clock.now()
        )

    return ask(request, step, form, act)


@login_required
def cancel_spending(request: HttpRequest, key: Any) -> HttpResponse:
    """Cancel what was recorded by mistake."""
    actor = actor_of(request)
    found = queries.spending_at_work(actor, str(key))
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    rows = [(_("What was bought"), found.title), (_("Seller"), found.seller), (_("Amount"), written(found.amount))]
    step = Step(
        title=_("Cancel the record"), label=_("Cancel the record"), up=reverse("procurement:spendings_work"),
        up_label=_("Recorded spending"), text=_("Its money is free again. Everybody sees why."),
        rows=[{"key": name, "value": value} for name, value in rows],
    )  # fmt: skip
    given: dict[str, Any] = {"spending_id": found.pk, "actor": actor, "now": clock.now()}
    return ask(request, step, form, lambda: services.cancel_spending(**given, reason=form.cleaned_data["reason"]))
