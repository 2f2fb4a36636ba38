"""Suppliers for officials: what waits for the procurement unit, one supplier whole, claims, ratings, sanctions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits, require
from pendopo.procurement import queries, services
from pendopo.procurement.forms_conduct import ImposeForm, ProposeForm, RatingForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.forms_suppliers import WordsForm
from pendopo.procurement.views.contracts import contract_of
from pendopo.procurement.views.own_acts import by, tried
from pendopo.procurement.views.own_words import facts_of_supplier, missing_said

PER_PAGE = 25
ASK = "procurement/suppliers/step.html"
STEPS: dict[str, tuple[Any, Any, Any]] = {
    "hear": (
        gettext_lazy("The supplier was heard"),
        gettext_lazy("Say how it was heard, or that its days passed without an answer."),
        gettext_lazy("Note it"),
    ),
    "impose": (
        gettext_lazy("Impose the sanction"),
        gettext_lazy("By your decree. Everybody sees the supplier on the blacklist; its period follows from the rule."),
        gettext_lazy("Impose"),
    ),
    "dismiss": (
        gettext_lazy("Impose nothing"),
        gettext_lazy("The proposal ends here. The supplier is told why."),
        gettext_lazy("End the proposal"),
    ),
    "lift": (
        gettext_lazy("Lift the sanction"),
        gettext_lazy("From today the supplier may be dealt with again. Everybody sees why."),
        gettext_lazy("Lift"),
    ),
}


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Records to verify and claims to decide, the oldest first."""
    actor = actor_of(request)
    require(actor, "organisations.verify_supplier")
    context = {
        "page": Paginator(queries.suppliers_waiting(actor), PER_PAGE).get_page(request.GET.get("page")),
        "claims": queries.claims_waiting(actor)[:PER_PAGE],
    }
    return render(request, "procurement/suppliers/waiting.html", context)


def supplier_of(request: HttpRequest, supplier: int) -> Any:
    """A supplier, for officials of procurement. Raises Http404."""
    found = queries.supplier_at_work(actor_of(request), supplier)
    if found is None:
        raise Http404
    return found


@login_required
def supplier(request: HttpRequest, supplier: int) -> HttpResponse:
    """One supplier whole: data, documents with their files, people, capacity, sanctions; what may be done."""
    found, actor = supplier_of(request, supplier), actor_of(request)
    context = {
        "supplier": found,
        "facts": facts_of_supplier(found),
        "papers": queries.papers_of(found),
        "people": queries.people_in(found),
        "capacity": queries.capacity_of(found),
        "contracts": queries.contracts_of_supplier(found)[:10],
        "sanctions": queries.sanctions_visible_to(actor).filter(supplier=found)[:10],
        "rating": queries.rating_of(found, clock.today()),
        "missing": missing_said(queries.missing_for(found, clock.today())),
        "blocked": queries.blocked_on(found, clock.today()),
        "may_verify": permits(actor, "organisations.verify_supplier") and found.status == "SUBMITTED",
        "may_propose": queries.may_propose_sanction(actor),
        "today": clock.today(),
    }
    return render(request, "procurement/suppliers/supplier.html", context)


@login_required
def judge(request: HttpRequest, supplier: int, verdict: str) -> HttpResponse:
    """Verify a supplier's record, or return it with a reason; after asking."""
    found = supplier_of(request, supplier)
    require(actor_of(request), "organisations.verify_supplier")
    if verdict not in ("verifikasi", "kembalikan"):
        raise Http404
    verified = verdict == "verifikasi"
    form = None if verified else ReasonForm(request.POST or None)
    act = services.verify_supplier if verified else services.return_supplier
    own = lambda: {"supplier_id": supplier, **(form.cleaned_data if form else {}), **by(request)}  # noqa: E731
    if tried(request, form, lambda: act(**own()), _("Done. The supplier is told.")):
        return redirect("procurement:suppliers_waiting")
    title = _("Verify %(name)s") if verified else _("Return the record of %(name)s")
    label, text = (_("Verify"), _("Its data and documents fit and stand.")) if verified else (_("Return"), "")
    context = {"form": form, "title": title % {"name": found}, "label": label, "text": text, "supplier": found}
    return render(request, ASK, context)


@login_required
def claim(request: HttpRequest, claim: int, verdict: str) -> HttpResponse:
    """Confirm or refuse a claim, after asking."""
    found = queries.claims_waiting(actor_of(request)).filter(pk=claim).first()
    if found is None or verdict not in ("terima", "tolak"):
        raise Http404
    confirm = verdict == "terima"
    form = None if confirm else ReasonForm(request.POST or None)
    reason = lambda: form.cleaned_data["reason"] if form else ""  # noqa: E731
    act = lambda: services.decide_claim(claim_id=claim, confirm=confirm, reason=reason(), **by(request))  # noqa: E731
    if tried(request, form, act, _("Done. The person is told.")):
        return redirect("procurement:suppliers_waiting")
    title = _("Confirm the claim on %(name)s") if confirm else _("Refuse the claim on %(name)s")
    text = f"{found.user.label} ({found.user.email or found.user.phone}): {found.statement}"
    label = _("Confirm") if confirm else _("Refuse")
    context = {"form": form, "title": title % {"name": found.supplier}, "text": text, "label": label}
    return render(request, ASK, context | {"supplier": found.supplier})


@login_required
def rate(request: HttpRequest, key: Any) -> HttpResponse:
    """Rate the supplier of a contract that has ended."""
    found = contract_of(request, key)
    if not queries.may_rate(actor_of(request), found):
        raise PermissionDenied
    form = RatingForm(request.POST or None, terminated=found.status == "TERMINATED")

    def act() -> Any:
        return services.rate_supplier(contract_id=found.pk, marks=form.marks(), note=form.note(), **by(request))

    if tried(request, form, act, _("The rating stands on the supplier's public page.")):
        return redirect("procurement:contract", key=found.key)
    context = {"contract": found, "form": form, "supplier": found.supplier}
    return render(request, "procurement/suppliers/rate.html", context)


@login_required
def sanctions(request: HttpRequest) -> HttpResponse:
    """All sanctions, the latest proposal first."""
    actor = actor_of(request)
    require(actor, "procurement.see_sanctions")
    found = queries.sanctions_visible_to(actor)
    context = {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "procurement/suppliers/sanctions.html", context)


@login_required
def propose(request: HttpRequest, supplier: int) -> HttpResponse:
    """Propose to blacklist a supplier."""
    found, actor = supplier_of(request, supplier), actor_of(request)
    require(actor, "procurement.propose_sanction")
    form = ProposeForm(
        request.POST or None, units=queries.units_to_propose(actor), contracts=queries.contracts_of_supplier(found)[:50]
    )
    made = tried(
        request, form, lambda: services.propose_sanction(supplier_id=supplier, **form.values(), **by(request)),
        _("The supplier is told and may answer."),
    )  # fmt: skip
    if made:
        return redirect("procurement:sanction", sanction=made.pk)
    context = {"form": form, "title": _("Propose a sanction for %(name)s") % {"name": found}, "supplier": found}
    text = _("State the facts. The supplier may answer for five working days; only the PA decides.")
    return render(request, ASK, context | {"label": _("Propose"), "text": text})


def sanction_of(request: HttpRequest, sanction: int) -> Any:
    """The sanction, for officials who deal with them. Raises Http404."""
    found = queries.sanctions_visible_to(actor_of(request)).select_related("contract").filter(pk=sanction).first()
    if found is None:
        raise Http404
    return found


@login_required
def sanction(request: HttpRequest, sanction: int) -> HttpResponse:
    """One sanction: the facts, what the supplier said, the decree, what may be done."""
    found = sanction_of(request, sanction)
    actions = queries.sanction_actions(actor_of(request), found)
    context = {"sanction": found, "actions": [(action, STEPS[action][0]) for action in actions]}
    return render(request, "procurement/suppliers/sanction.html", context)


@login_required
def sanction_step(request: HttpRequest, sanction: int, action: str) -> HttpResponse:
    """Hear, impose, dismiss or lift, after asking."""
    found = sanction_of(request, sanction)
    if action not in queries.sanction_actions(actor_of(request), found):
        raise PermissionDenied
    make: dict[str, Any] = {"hear": WordsForm, "impose": ImposeForm}
    form = make.get(action, ReasonForm)(request.POST or None)
    act = getattr(services, f"{action}_sanction")

    def done() -> Any:
        given = dict(form.cleaned_data)
        given = {"note": given["text"]} if action == "hear" else given
        return act(sanction_id=sanction, **given, **by(request))

    title, text, label = STEPS[action]
    if tried(request, form, done, _("Done: %(step)s.") % {"step": label}):
        return redirect("procurement:sanction", sanction=sanction)
    context = {"form": form, "title": title, "text": text, "label": label, "supplier": found.supplier}
    return render(request, ASK, context | {"sanction": found})
