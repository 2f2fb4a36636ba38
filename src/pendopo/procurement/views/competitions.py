"""Mini competitions in the workspace: the need, quotes that nobody sees before the deadline, the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import date_and_time
from pendopo.procurement import queries, services
from pendopo.procurement.forms_competitions import CategoryForm, NeedForm, QuoteForm
from pendopo.procurement.forms_packages import ReasonForm
from pendopo.procurement.views.auction_words import written
from pendopo.procurement.views.competition_words import facts_of, refusal_text
from pendopo.procurement.views.contracts import CONTRACT_REFUSED

PER_PAGE = 25
REFUSED = (*CONTRACT_REFUSED, services.CompetitionRefused)


@login_required
def competitions(request: HttpRequest) -> HttpResponse:
    """The competitions of the person's units, or those its suppliers were invited to."""
    actor = actor_of(request)
    page = Paginator(queries.competitions_visible_to(actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_begin": queries.buying_units(actor).exists()}
    return render(request, "procurement/competitions/list.html", context)


@login_required
def new_competition(request: HttpRequest) -> HttpResponse:
    """Choose the category, then write the need and invite suppliers that list something in it."""
    actor = actor_of(request)
    if not queries.buying_units(actor).exists():
        raise PermissionDenied
    asked = CategoryForm(request.GET or None)
    category = asked.cleaned_data["kategori"] if request.GET and asked.is_valid() else ""
    if not category:
        return render(request, "procurement/competitions/category.html", {"form": asked})
    suppliers = [(one.pk, str(one)) for one in queries.suppliers_listing(category)]
    packages = [(one.pk, f"{one.title} ({one.code})") for one in queries.packages_to_compete_for(actor)]
    form = NeedForm(request.POST or None, packages=packages, suppliers=suppliers)
    if request.method == "POST" and form.is_valid():
        made = _announced(request, form, category)
        if made:
            messages.success(request, _("The suppliers are invited."))
            return redirect("procurement:competition", code=made.code)
    return render(request, "procurement/competitions/new.html", {"form": form, "few": len(suppliers) < 2})


def _announced(request: HttpRequest, form: NeedForm, category: str) -> Any:
    given = form.cleaned_data
    try:
        return services.announce_competition(
            package_id=given["package"], values=form.values(category), suppliers=given["suppliers"],
            actor=actor_of(request), now=clock.now(),
        )  # fmt: skip
    except REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return None


def _competition(request: HttpRequest, code: str) -> Any:
    found = queries.competition_at(actor_of(request), code)
    if found is None:
        raise Http404
    return found


@login_required
def competition(request: HttpRequest, code: str) -> HttpResponse:
    """One competition: a supplier hands in its quote, the buyer sees prices once they are open."""
    found, actor = _competition(request, code), actor_of(request)
    own = queries.own_participation(actor, found)
    form = QuoteForm(request.POST or None)
    if own and request.method == "POST" and form.is_valid() and _handed(request, own, form):
        return redirect("procurement:competition", code=code)
    opened = found.status not in ("OPEN", "CLOSED")
    quote = queries.own_quote(own) if own else None
    context = {
        "tender": found,
        "facts": facts_of(found),
        "own": own,
        "quote": {"amount": written(quote.amount), "at": date_and_time(quote.handed_at)} if quote else None,
        "form": form if own and found.status == "OPEN" and not found.competition.by_auction else None,
        "opened": opened,
        "rivals": queries.rivals_of(found) if own is None or opened else [],
        "actions": queries.competition_actions(actor, found) if own is None else [],
        "orders": queries.orders_visible_to(actor).filter(tender=found)[:5],
    }
    return render(request, "procurement/competitions/competition.html", context)


def _handed(request: HttpRequest, own: Any, form: QuoteForm) -> bool:
    try:
        made = services.hand_quote(participant_id=own.pk, actor=actor_of(request), **form.values())
    except REFUSED as refusal:
        form.add_error("amount", refusal_text(refusal))
        return False
    said = {"amount": written(made.quote.amount), "time": date_and_time(made.quote.handed_at)}
    messages.success(
        request, _("Your quote of %(amount)s is kept, %(time)s. Nobody sees it before the opening.") % said
    )
    return True


ACTS: dict[str, Any] = {
    "open": services.open_quotes,
    "decide": services.decide_competition,
    "cancel": services.cancel_competition,
}


@login_required
def competition_step(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Open the quotes, decide, or cancel, after asking."""
    found, error = _competition(request, code), ""
    if action not in queries.competition_actions(actor_of(request), found):
        raise PermissionDenied
    form = ReasonForm(request.POST or None) if action == "cancel" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        given = dict(form.cleaned_data) if form else {}
        try:
            ACTS[action](tender_id=found.pk, actor=actor_of(request), now=clock.now(), **given)
            return redirect("procurement:competition", code=code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    context = {"tender": found, "action": action, "error": error, "form": form}
    return render(request, "procurement/competitions/step.html", context)


@login_required
def drop_quote(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    """Knock out a quote, with the reason."""
    found = _competition(request, code)
    rival = next((one for one in queries.rivals_of(found) if one.pk == participant), None)
    if rival is None or "decide" not in queries.competition_actions(actor_of(request), found):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.drop_quote(participant_id=participant, reason=reason, actor=actor_of(request), now=clock.now())
            return redirect("procurement:competition", code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/competitions/drop.html", {"tender": found, "rival": rival, "form": form})
