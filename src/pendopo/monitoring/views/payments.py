"""Payments of a work in the workspace: terms, requests, and the steps of each with what every hard stop says."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.services import HoldMissing
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import number, percent
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_payments import RequestForm, TermsForm
from pendopo.monitoring.forms_plans import ReturnForm
from pendopo.monitoring.payment_steps import STEPS, steps_from
from pendopo.monitoring.views import payment_words as words


def _project_of(request: HttpRequest, code: str) -> Any:
    found = queries.project_at(actor_of(request), code)
    if found is None or not permits(actor_of(request), "monitoring.see_payments", found):
        raise Http404
    return found


@login_required
def payments(request: HttpRequest, code: str) -> HttpResponse:
    """What was paid of a work and what is on its way, with the terms of its contract."""
    found, actor = _project_of(request, code), actor_of(request)
    book, rows = queries.book_of(found), queries.payments_at_work(found)
    busy = any(one.status in {"REQUESTED", "ORDERED"} for one in rows)
    context = {
        "project": found, "book": book, "rows": [{"payment": one, "what": words.purpose_of(one)} for one in rows],
        "terms": " · ".join(percent(term.percent, 0) for term in book.terms.all()) if book else "",
        "said": words.money_and_work(found), "may_agree": not busy and permits(actor, "monitoring.agree_terms", found),
        "may_draft": book is not None and not busy and permits(actor, "monitoring.draft_spp", found),
    }  # fmt: skip
    return render(request, "monitoring/payments/list.html", context)


@login_required
def payment_terms(request: HttpRequest, code: str) -> HttpResponse:
    """How the contract is paid."""
    found, book = _project_of(request, code), None
    if not permits(actor_of(request), "monitoring.agree_terms", found):
        raise PermissionDenied
    book = queries.book_of(found)
    form = TermsForm(request.POST or None, initial=_initial(book))
    if request.method == "POST" and form.is_valid():
        own = {"project_id": found.pk, "actor": actor_of(request), "now": clock.now()}
        if _tried(form, services.agree_terms, values=form.values(), **own):
            messages.success(request, _("The payment terms are stored."))
            return redirect("monitoring:payments", code=found.code)
    return render(request, "monitoring/payments/form.html", _page(found, form, _("Payment terms"), _("Store")))


def _page(project: Any, form: Any, title: str, label: str) -> dict[str, Any]:
    return {"project": project, "form": form, "title": title, "label": label}


def _initial(book: Any) -> dict[str, Any]:
    if book is None:
        return {}
    shown = {name: getattr(book, name) for name in ("bank", "account_number", "account_holder")}
    shown |= {name: number(getattr(book, name)) for name in ("advance_percent", "retention_percent")}
    return shown | {"percents": "; ".join(number(term.percent) for term in book.terms.all())}


def _tried(form: Any, act: Any, **given: Any) -> Any:
    """The answer of an act; nothing where it is refused, and the form says why."""
    try:
        return act(**given)
    except services.PaymentRefused as refusal:
        form.add_error(None, words.refused(refusal))
    return None


@login_required
def new_payment(request: HttpRequest, code: str) -> HttpResponse:
    """Draft a request: what is asked for; amounts, deductions and parts of lines follow."""
    found = _project_of(request, code)
    book = queries.book_of(found)
    if book is None or not permits(actor_of(request), "monitoring.draft_spp", found):
        raise PermissionDenied
    form = RequestForm(request.POST or None, choices=_choices(found, book))
    if request.method == "POST" and form.is_valid():
        own = {"project_id": found.pk, "actor": actor_of(request), "now": clock.now()}
        made = _tried(form, services.draft_spp, values=form.values(), **own)
        if made:
            messages.success(request, _("The request is drafted. Look it through, then hand it in."))
            return redirect("monitoring:payment", code=found.code, sequence=made.sequence)
    return render(request, "monitoring/payments/form.html", _page(found, form, _("New request (SPP-LS)"), _("Draft")))


def _choices(project: Any, book: Any) -> list[tuple[str, str]]:
    rows = [("ADVANCE", _("Advance"))] if book.advance_percent and not book.claimed_amount else []
    rows = [] if book.advance_amount else rows
    paid = book.claimed_amount * 100 / project.value_amount if project.value_amount else 0
    for term in book.terms.all():
        if term.percent > round(paid, 2):
            said = _("Term up to %(percent)s of the work") % {"percent": percent(term.percent, 2)}
            rows.append((f"TERM:{term.percent}", said))
    return [*rows, ("RETENTION", _("Retained money"))] if book.retained_amount else rows


def _payment_of(request: HttpRequest, code: str, sequence: int) -> tuple[Any, Any]:
    project = _project_of(request, code)
    found = queries.payment_at(project, sequence)
    if found is None:
        raise Http404
    return project, found


@login_required
def payment(request: HttpRequest, code: str, sequence: int) -> HttpResponse:
    """One payment: its amounts, its papers, what every hard stop says, and the steps that the person may take."""
    project, found = _payment_of(request, code, sequence)
    actor = actor_of(request)
    steps = [name for name in steps_from(found) if permits(actor, STEPS[name].permission, project)]
    doing = STEPS[steps[0]].doing if steps else ""
    opened = found.status in {"REQUESTED", "ORDERED"}
    checks = queries.checks_shown(found, clock.today(), doing=doing, actor=actor) if opened else []
    context = {
        "project": project, "payment": found, "what": words.purpose_of(found), "checks": words.check_rows(checks),
        "failed": any(one.outcome == "FAILED" for one in checks),
        "steps": [{"name": name, "title": words.TITLES[name]} for name in steps],
    }  # fmt: skip
    return render(request, "monitoring/payments/payment.html", context)


@login_required
def payment_step(request: HttpRequest, code: str, sequence: int, step: str) -> HttpResponse:
    """Take a step of a payment, after asking and after showing every check."""
    project, found = _payment_of(request, code, sequence)
    if step not in STEPS or not permits(actor_of(request), STEPS[step].permission, project):
        raise Http404
    form = ReturnForm(request.POST or None) if STEPS[step].reasoned else None
    error = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        error = _stepped(request, found, step, form.cleaned_data if form else {})
        if not error:
            messages.success(request, _("Done."))
            return redirect("monitoring:payment", code=project.code, sequence=found.sequence)
    own: dict[str, Any] = {"doing": STEPS[step].doing, "actor": actor_of(request)}
    checks = [] if form else queries.checks_shown(found, clock.today(), **own)
    context = {
        "project": project, "payment": found, "what": words.purpose_of(found), "title": words.TITLES[step],
        "form": form, "error": error, "checks": words.check_rows(checks),
        "failed": any(one.outcome == "FAILED" for one in checks),
    }  # fmt: skip
    return render(request, "monitoring/payments/step.html", context)


def _stepped(request: HttpRequest, payment: Any, step: str, given: dict[str, Any]) -> str:
    act: Any = getattr(services, STEPS[step].act)
    try:
        act(payment_id=payment.pk, actor=actor_of(request), now=clock.now(), **given)
    except services.PaymentStopped as refusal:
        return words.stopped(refusal.checks)
    except services.PaymentRefused as refusal:
        return words.refused(refusal)
    except HoldMissing:
        return str(words.REFUSALS["bound"])
    except MoveRefused:
        return _("Somebody else was quicker: open the page anew to see where the payment stands.")
    return ""
