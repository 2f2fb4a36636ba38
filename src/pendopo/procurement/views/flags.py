"""Flags at work: the list of a year with its board, one flag, the steps of its explanation, counting anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.names import readable
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.flags import FlagSeverity, FlagStatus
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.forms_flags import FlagAnswerForm, FlagFilterForm, FlagNoteForm, FlagReasonForm
from pendopo.procurement.views.flag_cards import (
    STEP_WORDS,
    board_of,
    buttons_of,
    card_of,
    refused_step,
    thing_url,
    thread_of,
)
from pendopo.procurement.views.flag_words import NAMES, reason_of, subject_of

PER_PAGE = 25
HEADS = (
    "kode", "tanda", "tentang", "satuan_kerja", "kode_unit", "metode", "berat", "status", "angka", "batas",
    "penjelasan_aturan", "dasar", "jawaban", "ditemukan",
)  # fmt: skip
FORMS: dict[str, type[forms.Form]] = {
    "answer": FlagAnswerForm,
    "accept": FlagNoteForm,
    "reject": FlagReasonForm,
    "reopen": FlagReasonForm,
}
REFUSED = (MoveRefused, services.OwnAnswer, services.ReasonMissing)


def filters_of(request: HttpRequest, units: list[tuple[str, str]]) -> tuple[FlagFilterForm, Any]:
    """The bar of filters and what it asks for."""
    choices: dict[str, list[tuple[str, Any]]] = {
        "tanda": [(code, f"{code} · {name}") for code, name in NAMES.items()],
        "status": [*FlagStatus.choices, (queries.GONE, _("The cause is gone"))],
        "berat": list(FlagSeverity.choices),
        "unit": [(code, readable(name, title=True)) for code, name in units],
    }
    form = FlagFilterForm(request.GET or None, choices=choices)
    given = form.given()
    return form, queries.FlagsAsked(given["tanda"], given["status"], given["berat"], given["unit"])


def list_context(request: HttpRequest, rows: Any, *, public: bool = False) -> dict[str, Any]:
    """One page of flags as cards with their answers, and the filters."""
    form, asked = filters_of(request, queries.units_with_flags(rows))
    page = Paginator(queries.asked_flags(rows, asked), PER_PAGE).get_page(request.GET.get("page"))
    moves = queries.moves_of_flags(page)
    return {
        "form": form,
        "narrowed": any(vars(asked).values()),
        "page": page,
        "cards": [card_of(flag, moves[flag.pk], public=public) for flag in page],
        "query": request.GET.urlencode(),
    }


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The flags of the latest year that has any."""
    years = queries.flag_years() or [clock.today().year]
    return redirect("procurement:flags", year=years[0])


@login_required
def flags(request: HttpRequest, year: str) -> HttpResponse:
    """The flags of a year that the person sees at work, and what they come to."""
    actor = actor_of(request)
    if not queries.sees_all_flags(actor) and not queries.units_at_work(actor):
        raise PermissionDenied
    rows = queries.flags_visible_to(actor, int(year))
    here = reverse("procurement:flags", kwargs={"year": year})
    context = list_context(request, rows) | {
        "year": int(year),
        "years": queries.flag_years(),
        "board": board_of(rows, int(year), here) if queries.sees_all_flags(actor) else None,
        "may_count": permits(actor, "procurement.count_flags"),
    }
    return render(request, "procurement/flags/list.html", context)


def file_row(flag: Any, moves: list[Any]) -> tuple[Any, ...]:
    """A flag as a row of a file."""
    said = [move.text for move in moves if move.action == "answer"]
    unit = (flag.unit.name, flag.unit.code) if flag.unit else ("", "")
    return (
        flag.code, str(NAMES[flag.code]), subject_of(flag), *unit, flag.method, str(flag.get_severity_display()),
        str(flag.get_status_display()), flag.figure, flag.limit, reason_of(flag), flag.rule.source,
        said[-1] if said else "", flag.found_at.isoformat(),
    )  # fmt: skip


def file_of(request: HttpRequest, rows: Any, kind: str, year: str) -> HttpResponse:
    """The flags that the filters leave, as CSV or XLSX."""
    asked = filters_of(request, queries.units_with_flags(rows))[1]
    found = list(queries.asked_flags(rows, asked)[:MOST_ROWS])
    moves = queries.moves_of_flags(found)
    return answer((HEADS, [file_row(flag, moves[flag.pk]) for flag in found]), kind, f"tanda-pengadaan-{year}")


@login_required
def flags_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The same flags as a file."""
    actor = actor_of(request)
    if not queries.sees_all_flags(actor) and not queries.units_at_work(actor):
        raise PermissionDenied
    return file_of(request, queries.flags_visible_to(actor, int(year)), kind, year)


def _flag(request: HttpRequest, flag: int) -> Any:
    found = queries.flag_visible_to(actor_of(request), flag)
    if found is None:
        raise Http404
    return found


@login_required
def flag(request: HttpRequest, flag: int) -> HttpResponse:
    """One flag: what was seen, the law, what it is about, the explanations, and what the person may do."""
    found = _flag(request, flag)
    context = {
        "found": found,
        "card": card_of(found),
        "thing": thing_url(found, public=False),
        "members": queries.members_of(found, public=False),
        "suppliers": queries.suppliers_named(found),
        "thread": thread_of(queries.moves_of_flags([found])[found.pk]),
        "actions": buttons_of(found, queries.flag_actions(actor_of(request), found)),
    }
    return render(request, "procurement/flags/flag.html", context)


@login_required
def step(request: HttpRequest, flag: int, action: str) -> HttpResponse:
    """Ask, then do one step of a flag."""
    found = _flag(request, flag)
    if action not in queries.flag_actions(actor_of(request), found):
        raise Http404
    acts = {
        "answer": services.answer_flag, "accept": services.accept_flag_answer,
        "reject": services.reject_flag_answer, "reopen": services.reopen_flag,
    }  # fmt: skip
    form = FORMS[action](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts[action](flag_id=found.pk, text=form.cleaned_data["text"], actor=actor_of(request), now=clock.now())
            messages.success(request, STEP_WORDS[action].done)
            return redirect("procurement:flag", flag=flag)
        except REFUSED as refusal:
            form.add_error(None, refused_step(refusal))
    context = {"found": found, "card": card_of(found), "form": form, "words": STEP_WORDS[action]}
    return render(request, "procurement/flags/step.html", context)


@require_POST
@login_required
def count(request: HttpRequest, year: str) -> HttpResponse:
    """Count the flags of a year anew; it takes less than a second."""
    counted = services.count_flags(year=int(year), actor=actor_of(request), now=clock.now())
    numbers = {"found": sum(one.found for one in counted), "gone": sum(one.gone for one in counted)}
    messages.success(request, _("Counted: %(found)s flags stand, %(gone)s are gone.") % numbers)
    return redirect("procurement:flags", year=year)
