"""The conversation about an Rka, one of its forms or a row: its own pages, and the act behind each button."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms_comments import CommentForm
from pendopo.budget.states import CommentStatus
from pendopo.budget.views.comment_words import entry_of
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.budget.views.sheet import place_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits

PER_PAGE = 25


def _tabs(request: HttpRequest, numbers: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    labels = [(str(CommentStatus.OPEN), _("Open")), (str(CommentStatus.RESOLVED), _("Settled"))]
    return [
        {"label": label, "url": f"?status={key}", "current": key == chosen, "count": numbers[key]}
        for key, label in labels
    ]


def _listed(request: HttpRequest, stage: Any, unit: Any, sheet: Any = None) -> dict[str, Any]:
    """The comments of the page, and the form where the person may write."""
    chosen = "RESOLVED" if request.GET.get("status") == "RESOLVED" else "OPEN"
    sheet_id = sheet.pk if sheet else None
    found = queries.comments_visible_to(actor_of(request), stage, unit, sheet_id=sheet_id, status=chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "stage": stage,
        "unit": unit,
        "sheet": sheet,
        "page": page,
        "entries": [entry_of(comment) for comment in page],
        "tabs": _tabs(request, queries.comment_numbers(stage, unit, sheet_id), chosen),
        "form": _form(request, unit),
    }


def _form(request: HttpRequest, unit: Any) -> CommentForm | None:
    if not permits(actor_of(request), "budget.comment_rka", unit):
        return None
    people = queries.people_to_mention(actor_of(request), unit)
    return CommentForm(request.POST if request.method == "POST" else None, people=people)


def _given(form: CommentForm) -> dict[str, Any]:
    return {"text": form.cleaned_data["text"], "mentioned": form.cleaned_data.get("mentioned", [])}


def _written(request: HttpRequest, context: dict[str, Any], item: int | None = None) -> bool:
    """Whether a comment was written; what is wrong stands on the form."""
    form, sheet = context["form"], context["sheet"]
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    services.write_comment(
        stage_id=context["stage"].pk,
        unit_id=context["unit"].pk,
        sheet_id=sheet.pk if sheet else None,
        item_id=item,
        actor=actor_of(request),
        now=clock.now(),
        **(_given(form) if form else {"text": ""}),
    )
    messages.success(request, _("Your comment is written."))
    return True


@login_required
def unit_comments(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """All comments of a unit's Rka."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    if office is None:
        raise Http404
    context = _listed(request, found, office)
    if _written(request, context):
        return redirect("budget:rka_comments", stage=stage, unit=unit)
    return render(request, "budget/comments/comments.html", context)


@login_required
def sheet_comments(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """The comments of one form; `?baris=` makes the next one about a row."""
    place = place_of(request, stage, sheet)
    asked = request.GET.get("baris", "")
    row = queries.row_to_comment(place.stage, sheet, int(asked)) if asked.isdigit() else None
    if asked and row is None:
        raise Http404
    context = _listed(request, place.stage, place.sheet.unit, place.sheet) | {"place": place, "row": row}
    if _written(request, context, row.pk if row else None):
        return redirect("budget:sheet_comments", stage=stage, sheet=sheet)
    return render(request, "budget/comments/comments.html", context)


def _found(request: HttpRequest, stage: int, comment: int) -> Any:
    found = queries.comment_visible_to(actor_of(request), stage_of(request, stage), comment)
    if found is None:
        raise Http404
    return found


@login_required
def comment(request: HttpRequest, stage: int, comment: int) -> HttpResponse:
    """One comment with its answers; answer, settle, open again."""
    found = _found(request, stage, comment)
    form = _form(request, found.unit)
    if request.method == "POST" and (form is None or form.is_valid()):
        given = _given(form) if form else {"text": ""}
        services.answer_comment(comment_id=found.pk, actor=actor_of(request), now=clock.now(), **given)
        messages.success(request, _("Your answer is written."))
        return redirect("budget:comment", stage=stage, comment=comment)
    may_close = found.status == CommentStatus.OPEN and permits(actor_of(request), "budget.close_comment", found)
    context = {
        "stage": found.stage_id,
        "comment": found,
        "entries": [entry_of(found, linked=False)],
        "form": form,
        "may_close": may_close,
        "may_reopen": found.status == CommentStatus.RESOLVED and form is not None,
    }
    return render(request, "budget/comments/comment.html", context)


@require_POST
@login_required
def settle(request: HttpRequest, stage: int, comment: int, action: str) -> HttpResponse:
    """Settle a comment, or open it again."""
    found = _found(request, stage, comment)
    act = services.resolve_comment if action == "selesai" else services.reopen_comment
    act(comment_id=found.pk, actor=actor_of(request), now=clock.now())
    done = _("The comment is settled.") if action == "selesai" else _("The comment is open again.")
    messages.success(request, done)
    return redirect("budget:comment", stage=stage, comment=comment)
