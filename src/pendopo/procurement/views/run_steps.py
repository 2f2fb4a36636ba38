"""The steps of a run in the workspace: committee, declaration, schedule, files, amendments, answers, minutes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.files.services import FileRefused
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.forms_runs import (
    SEATS,
    AmendmentForm,
    BriefingForm,
    DocumentForm,
    InterestForm,
    InviteForm,
    MomentForm,
    TextForm,
    read_seats,
    read_times,
)
from pendopo.procurement.tendering import declaration_text
from pendopo.procurement.views.run_words import refusal_text, wrong_texts
from pendopo.procurement.views.runs import REFUSED, allowed

SHAPE = "%Y-%m-%dT%H:%M"
FORM = "procurement/runs/form.html"


def _by(request: HttpRequest, run: Any) -> dict[str, Any]:
    return {"tender_id": run.pk, "actor": actor_of(request), "now": clock.now()}


def _tried(request: HttpRequest, form: Any, act: Any, said: str, **given: Any) -> bool:
    """Whether the act was done; a refusal stands on the form."""
    try:
        act(**given)
    except (*REFUSED, FileRefused) as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, said)
    return True


@login_required
def run_committee(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint the committee: a seat for each of the people who may sit."""
    found = allowed(request, code, "committee")
    people = queries.people_for_committee(found, clock.today())
    held = {one.user_id: one.seat for one in queries.committee_of(found)}
    seats = read_seats(request.POST, [pk for pk, _name in people]) if request.method == "POST" else held
    error = ""
    if request.method == "POST":
        try:
            services.appoint_committee(seats=seats, **_by(request, found))
            messages.success(request, _("The committee is appointed. Each member now declares."))
            return redirect("procurement:run", code=code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    rows = [{"pk": pk, "name": name, "seat": seats.get(pk, "")} for pk, name in people]
    context = {"run": found, "rows": rows, "seats": SEATS, "error": error}
    return render(request, "procurement/runs/committee.html", context)


@login_required
def run_declare(request: HttpRequest, code: str) -> HttpResponse:
    """A member declares to have no interest, or states one."""
    found = allowed(request, code, "declare")
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"interest": form.said(), **_by(request, found)}
        if _tried(request, form, services.declare_interest, _("Your declaration is recorded."), **given):
            return redirect("procurement:run", code=code)
    context = {"run": found, "form": form, "title": _("My declaration"), "promise": declaration_text()}
    return render(request, FORM, context | {"label": _("Declare")})


@login_required
def run_schedule(request: HttpRequest, code: str) -> HttpResponse:
    """Propose the schedule from a day on, or move its steps by hand."""
    found = allowed(request, code, "schedule")
    form = MomentForm(request.POST if "propose" in request.POST else None)
    steps, error = queries.steps_of(found), ""
    errors: dict[str, str] = {}
    if "propose" in request.POST and form.is_valid():
        given = {"start": form.moment(), **_by(request, found)}
        if _tried(request, form, services.propose_schedule, _("The schedule is proposed."), **given):
            return redirect("procurement:run_schedule", code=code)
    elif "move" in request.POST:
        errors, error = _moved(request, found, steps)
        if not errors and not error:
            return redirect("procurement:run_schedule", code=code)
    rows = [_row(request, one, errors) for one in steps]
    context = {"run": found, "form": form, "rows": rows, "error": error, "reason": request.POST.get("reason", "")}
    return render(request, "procurement/runs/schedule.html", context | {"now": clock.now()})


def _moved(request: HttpRequest, run: Any, steps: list[Any]) -> tuple[dict[str, str], str]:
    times, errors = read_times(request.POST, [one.code for one in steps])
    if errors:
        return errors, _("Some times are not right yet. Nothing was moved.")
    try:
        services.move_schedule(times=times, reason=request.POST.get("reason", ""), **_by(request, run))
    except services.ScheduleWrong as refusal:
        found = wrong_texts(refusal.wrongs, {one.code: one.name for one in steps})
        return found, _("The schedule does not fit together yet. Nothing was moved.")
    except REFUSED as refusal:
        return {}, refusal_text(refusal)
    messages.success(request, _("The schedule is saved."))
    return {}, ""


def _row(request: HttpRequest, step: Any, errors: dict[str, str]) -> dict[str, Any]:
    begins, ends = (f"{timezone.localtime(one):{SHAPE}}" for one in (step.starts_at, step.ends_at))
    return {
        "step": step,
        "begins": request.POST.get(f"mulai-{step.code}", begins),
        "ends": request.POST.get(f"selesai-{step.code}", ends),
        "error": errors.get(step.code, ""),
    }


@login_required
def run_document(request: HttpRequest, code: str) -> HttpResponse:
    """Add a file that everybody reads once the run is announced."""
    found = allowed(request, code, "document")
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {"file": form.sent(), **_by(request, found)}
        if _tried(request, form, services.add_tender_document, _("The document is added."), **given):
            return redirect("procurement:run", code=code)
    return render(request, FORM, {"run": found, "form": form, "title": _("Add a document"), "label": _("Add")})


@login_required
@require_POST
def run_document_out(request: HttpRequest, code: str, document: int) -> HttpResponse:
    """Take a file out again."""
    found = allowed(request, code, "document")
    if not any(one.pk == document for one in queries.documents_of(found)):
        raise Http404
    try:
        services.remove_tender_document(document_id=document, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The document is taken out."))
    except REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("procurement:run", code=code)


@login_required
def run_amend(request: HttpRequest, code: str) -> HttpResponse:
    """A numbered amendment; the deadline may move to a later moment."""
    found = allowed(request, code, "amend")
    form = AmendmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        own = {"summary": form.cleaned_data["summary"], "deadline": form.moment(), "file": form.sent()}
        given = {**own, **_by(request, found)}
        if _tried(request, form, services.amend_documents, _("The amendment is published."), **given):
            return redirect("procurement:run", code=code)
    text = _("Everybody reads it at once. Nothing else of what was announced changes.")
    context = {"run": found, "form": form, "title": _("Amend the documents"), "text": text}
    return render(request, FORM, context | {"label": _("Publish the amendment"), "shows_deadline": True})


@login_required
def run_answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Answer a question for everybody."""
    found = allowed(request, code, "answer")
    question = queries.question_of(found, number)
    if question is None:
        raise Http404
    form = TextForm(request.POST or None, label=_("Answer"))
    if request.method == "POST" and form.is_valid():
        given = {"question_id": question.pk, "answer": form.cleaned_data["text"]}
        given |= {"actor": actor_of(request), "now": clock.now()}
        if _tried(request, form, services.answer_question, _("The answer is published."), **given):
            return redirect("procurement:run", code=code)
    title = _("Answer question %(number)s") % {"number": number}
    context = {"run": found, "form": form, "title": title, "text": question.text, "label": _("Publish the answer")}
    return render(request, FORM, context)


@login_required
def run_briefing(request: HttpRequest, code: str) -> HttpResponse:
    """Draw up the minutes of the briefing."""
    found = allowed(request, code, "briefing")
    form = BriefingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        own = {name: form.cleaned_data[name] for name in ("notes", "present")}
        given = {**own, "held_at": form.moment(), **_by(request, found)}
        if _tried(request, form, services.hold_briefing, _("The minutes are drawn up. The committee signs."), **given):
            return redirect("procurement:run", code=code)
    text = _("Questions and answers so far are printed with them. Who asked is not said.")
    context = {"run": found, "form": form, "title": _("Minutes of the briefing"), "text": text}
    return render(request, FORM, context | {"label": _("Draw up the minutes")})


@login_required
def run_invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite a supplier to a run of a direct method."""
    found = allowed(request, code, "invite")
    text = request.GET.get("cari", "")
    suppliers = [(one.pk, str(one)) for one in queries.suppliers_to_choose(actor_of(request), text)]
    form = InviteForm(request.POST or None, suppliers=suppliers)
    if request.method == "POST" and form.is_valid():
        given = {"supplier_id": form.cleaned_data["supplier"], **_by(request, found)}
        if _tried(request, form, services.invite_participant, _("The supplier is invited."), **given):
            return redirect("procurement:run", code=code)
    context = {"run": found, "form": form, "asked": text, "found": bool(suppliers)}
    return render(request, "procurement/runs/invite.html", context)
