"""Residents' comments on the published budget: the public list, writing, moderating, answering."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_public_comments import ActionForm, PublicCommentForm
from pendopo.budget.views import reading
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, permits
from pendopo.kernel.display import full_date
from pendopo.kernel.pagecache import public_page

PER_PAGE = 25


def _about(comment: Any) -> str:
    return str(comment.activity.name or comment.activity.code) if comment.activity else ""


def _entry(comment: Any) -> dict[str, Any]:
    """A published comment for the component `thread`: no name, the day only."""
    answer = {"who": comment.answered_by, "when": full_date(comment.answered_at), "text": comment.answer}
    where = ", ".join(part for part in (comment.unit.name, _about(comment)) if part)
    own = {"who": _("Resident"), "role": where, "when": full_date(comment.written_at), "text": comment.text}
    return own | {"answers": [answer]}


@public_page("budget", reading.topic)
def listed(request: HttpRequest, year: int) -> HttpResponse:
    """Published comments with their answers."""
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    unit, code = request.GET.get("unit", ""), request.GET.get("kode", "")
    found = queries.published_comments(stage, unit_code=unit, code=code)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"stage": stage, "page": page, "entries": [_entry(comment) for comment in page], "narrowed": unit or code}
    return render(request, "budget/public_comments/listed.html", context)


@login_required
def write(request: HttpRequest, year: int) -> HttpResponse:
    """A resident writes about a unit's budget or one of its activities."""
    place = reading.find_place(request, year, request.GET.get("unit", ""), request.GET.get("kode", ""))
    if place.unit is None:
        raise Http404
    form = PublicCommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_public_comment(
                year=year,
                unit_id=place.unit.pk,
                activity_id=place.node.pk if place.node else None,
                text=form.cleaned_data["text"],
                actor=actor_of(request),
                now=clock.now(),
            )
            return render(request, "budget/public_comments/sent.html", {"place": place, "back": reading.address(place)})
        except services.TooManyComments:
            form.add_error(None, _("You have written five comments today. Come back tomorrow."))
    context = {"place": place, "form": form, "back": reading.address(place)}
    return render(request, "budget/public_comments/write.html", context)


def _at_work(request: HttpRequest) -> bool:
    """Whether the person moderates. Raises PermissionDenied for those who neither moderate nor answer."""
    moderates = permits(actor_of(request), "budget.moderate_comments")
    if not moderates and not permits(actor_of(request), "budget.answer_public_comment"):
        raise PermissionDenied
    return moderates


@login_required
def moderate(request: HttpRequest) -> HttpResponse:
    """What waits for a moderator, or for the person's own office."""
    moderates = _at_work(request)
    known = ["WAITING", "ADMITTED"] if moderates else ["ADMITTED"]
    chosen = request.GET.get("status", "") if request.GET.get("status", "") in known else known[0]
    labels = {"WAITING": _("To look at"), "ADMITTED": _("To answer")}
    tabs = [{"label": labels[key], "url": f"?status={key}", "current": key == chosen} for key in known]
    found = queries.public_comments_at_work(actor_of(request), chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "budget/public_comments/moderate.html", {"page": page, "tabs": tabs})


def _do(request: HttpRequest, comment: Any, action: str, words: str) -> None:
    common: dict[str, Any] = {"comment_id": comment.pk, "actor": actor_of(request), "now": clock.now()}
    if action == "admit":
        services.admit_public_comment(**common)
    elif action == "answer":
        services.answer_public_comment(answer=words, **common)
    else:
        services.decline_public_comment(reason=words, **common)


@login_required
def one(request: HttpRequest, comment: int) -> HttpResponse:
    """One comment: let it through, answer it, decline it."""
    _at_work(request)
    found = queries.public_comment_at_work(actor_of(request), comment)
    if found is None:
        raise Http404
    actions = queries.public_comment_actions(actor_of(request), found)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["action"] not in actions:
            raise Http404
        try:
            _do(request, found, form.cleaned_data["action"], form.cleaned_data["words"])
            messages.success(request, _("Done. The resident is told as soon as there is an answer or a reason."))
            return redirect(reverse("budget:moderate_comments"))
        except services.CommentEmpty:
            form.add_error("words", _("Write the answer or the reason first"))
    context = {"comment": found, "form": form, "actions": actions, "about": _about(found)}
    return render(request, "budget/public_comments/one.html", context)
