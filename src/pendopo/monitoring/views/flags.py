"""Flags of works: the list of a year, one flag, the steps of its explanation, counting anew."""

from dataclasses import replace
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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import number
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_flags import MonitoringFlagFilterForm
from pendopo.monitoring.views.flag_words import NAMES, card_of, reason_of, subject_of
from pendopo.procurement.forms_flags import FlagAnswerForm, FlagNoteForm, FlagReasonForm
from pendopo.procurement.views.flag_cards import STEP_WORDS as WORDS
from pendopo.procurement.views.flag_cards import thread_of

PER_PAGE = 25
HEADS = (
    "kode",
    "tanda",
    "tentang",
    "pekerjaan",
    "satuan_kerja",
    "berat",
    "status",
    "penjelasan_aturan",
    "dasar",
    "jawaban",
)
FORMS: dict[str, type[forms.Form]] = {
    "answer": FlagAnswerForm, "accept": FlagNoteForm, "reject": FlagReasonForm, "reopen": FlagReasonForm,
}  # fmt: skip
STEP_WORDS = WORDS | {
    "accept": replace(
        WORDS["accept"],
        text=gettext_lazy("The flag stays beside the work with its explanation, and asks nothing any more."),
    )
}


def _rows(request: HttpRequest, year: str) -> Any:
    actor = actor_of(request)
    if not queries.watches_all(actor) and not queries.units_at_work(actor):
        raise PermissionDenied
    return queries.monitoring_flags_visible_to(actor, int(year))


@login_required
def flags_home(request: HttpRequest) -> HttpResponse:
    """The flags of the latest year that has any."""
    years = queries.monitoring_flag_years() or [clock.today().year]
    return redirect("monitoring:flags", year=years[0])


@login_required
def flags(request: HttpRequest, year: str) -> HttpResponse:
    """The flags of a year that the person sees at work, by rule and one by one."""
    rows = _rows(request, year)
    form = MonitoringFlagFilterForm(request.GET, names=NAMES, units=queries.units_with_monitoring_flags(rows))
    asked = form.asked()
    page = Paginator(queries.asked_monitoring_flags(rows, asked), PER_PAGE).get_page(request.GET.get("page"))
    moves = queries.moves_of_monitoring_flags(page)
    counts = queries.monitoring_flag_counts(rows)
    context = {
        "year": int(year),
        "years": queries.monitoring_flag_years(),
        "form": form,
        "narrowed": any(vars(asked).values()),
        "page": page,
        "cards": [card_of(flag, moves[flag.pk]) for flag in page],
        "groups": [
            (code, NAMES[code], number(counts[code][0]), number(counts[code][1])) for code in NAMES if code in counts
        ],
        "query": request.GET.urlencode(),
        "may_count": permits(actor_of(request), "monitoring.count_flags"),
    }
    return render(request, "monitoring/flags/list.html", context)


@login_required
def flags_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """The flags that the filters leave, as CSV or XLSX."""
    rows = _rows(request, year)
    form = MonitoringFlagFilterForm(request.GET, names=NAMES, units=queries.units_with_monitoring_flags(rows))
    found = list(queries.asked_monitoring_flags(rows, form.asked())[:MOST_ROWS])
    moves = queries.moves_of_monitoring_flags(found)
    return answer((HEADS, [_file_row(flag, moves[flag.pk]) for flag in found]), kind, f"tanda-pemantauan-{year}")


def _file_row(flag: Any, moves: list[Any]) -> tuple[Any, ...]:
    said = [move.text for move in moves if move.action == "answer"]
    return (
        flag.code, str(NAMES[flag.code]), subject_of(flag), flag.project.code if flag.project else "",
        flag.unit.name if flag.unit else "", str(flag.get_severity_display()), str(flag.get_status_display()),
        reason_of(flag), flag.rule.source, said[-1] if said else "",
    )  # fmt: skip


def _flag(request: HttpRequest, flag: int) -> Any:
    found = queries.monitoring_flag_at_work(actor_of(request), int(flag))
    if found is None:
        raise Http404
    return found


@login_required
def flag(request: HttpRequest, flag: int) -> HttpResponse:
    """One flag: what was seen, the law, the explanations, and what the person may do."""
    found = _flag(request, flag)
    actions = queries.monitoring_flag_actions(actor_of(request), found)
    context = {
        "found": found,
        "card": card_of(found),
        "thread": thread_of(queries.moves_of_monitoring_flags([found])[found.pk]),
        "actions": [
            {
                "label": STEP_WORDS[one].title,
                "url": reverse("monitoring:flag_step", kwargs={"flag": found.pk, "action": one}),
                "main": place == 0,
            }
            for place, one in enumerate(actions)
        ],
    }
    return render(request, "monitoring/flags/flag.html", context)


@login_required
def flag_step(request: HttpRequest, flag: int, action: str) -> HttpResponse:
    """Ask, then do one step of a flag."""
    found = _flag(request, flag)
    if action not in queries.monitoring_flag_actions(actor_of(request), found):
        raise Http404
    form = FORMS[action](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _did(request, found, action, form):
        messages.success(request, STEP_WORDS[action].done)
        return redirect("monitoring:flag", flag=flag)
    context = {"found": found, "card": card_of(found), "form": form, "words": STEP_WORDS[action]}
    return render(request, "monitoring/flags/step.html", context)


def _did(request: HttpRequest, found: Any, action: str, form: forms.Form) -> bool:
    acts = {
        "answer": services.answer_monitoring_flag, "accept": services.accept_monitoring_flag,
        "reject": services.reject_monitoring_flag, "reopen": services.reopen_monitoring_flag,
    }  # fmt: skip
    try:
        acts[action](flag_id=found.pk, text=form.cleaned_data["text"], actor=actor_of(request), now=clock.now())
        return True
    except services.FlagOwnAnswer:
        form.add_error(None, _("You explained this flag yourself. Ask a colleague to judge it."))
    except services.FlagTextMissing:
        form.add_error("text", _("Write the reason"))
    except MoveRefused:
        form.add_error(None, _("Somebody moved this flag on a moment ago. Look at where it stands now."))
    return False


@require_POST
@login_required
def count_flags(request: HttpRequest, year: str) -> HttpResponse:
    """Count the flags of a year anew; it takes less than a second."""
    counted = services.count_monitoring_flags(year=int(year), actor=actor_of(request), now=clock.now())
    numbers = {"found": sum(one.found for one in counted), "gone": sum(one.gone for one in counted)}
    messages.success(request, _("Counted: %(found)s flags stand, %(gone)s are gone.") % numbers)
    return redirect("monitoring:flags", year=year)
