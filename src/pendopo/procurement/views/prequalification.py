"""A prequalification in the workspace: the firm's papers, the committee's sheet, objections and their answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.files.services import FileRefused
from pendopo.files.serving import bytes_response
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.forms_prequalification import AnswerObjectionForm, PaperForm, read_verdicts, typed_of
from pendopo.procurement.forms_runs import TextForm
from pendopo.procurement.views.prequalification_words import refusal_text
from pendopo.procurement.views.runs import run_of

REFUSED = (services.PrequalificationRefused, FileRefused)
JOIN = "procurement:join_qualification"


def _own(request: HttpRequest, code: str) -> tuple[Any, Any, Any]:
    """(run, its stage, the firm's participation). Raises Http404."""
    run = queries.run_to_join(actor_of(request), code)
    parts = queries.parts_of(actor_of(request), run) if run else []
    stage = queries.prequalification_of(run, clock.now()) if run else None
    if not parts or stage is None:
        raise Http404
    return run, stage, parts[0]


@login_required
def join_qualification(request: HttpRequest, code: str) -> HttpResponse:
    """The firm's own papers: hand in more while the days run; afterwards what came of them."""
    run, stage, part = _own(request, code)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            by: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
            services.hand_in_qualification(participant_id=part.pk, file=form.sent(), **by)
            messages.success(request, _("The paper is handed in. You can take it back until the days are over."))
            return redirect(JOIN, code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    own = queries.own_qualification(part)
    asked = [one.number for one in own.objections.all()] if own else []
    may_object = own is not None and stage.objecting and stage.result.number not in asked
    context = {"run": run, "stage": stage, "own": own, "part": part, "form": form, "may_object": may_object}
    return render(request, "procurement/prequalification/own.html", context)


@require_POST
@login_required
def take_back(request: HttpRequest, code: str, paper: int) -> HttpResponse:
    """Take an own paper back."""
    _run, _stage, part = _own(request, code)
    found = queries.paper_to_read(actor_of(request), paper, clock.now())
    if found is None or found.qualification.participant_id != part.pk:
        raise Http404
    try:
        services.take_back_paper(paper_id=paper, actor=actor_of(request), now=clock.now())
        messages.success(request, _("The paper is taken back."))
    except REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect(JOIN, code=code)


@login_required
def object_shortlist(request: HttpRequest, code: str) -> HttpResponse:
    """Object to the announced short list."""
    run, _stage, part = _own(request, code)
    form = TextForm(request.POST or None, label=_("What is wrong, and which part of the documents says so"))
    if request.method == "POST" and form.is_valid():
        try:
            by: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
            services.object_to_shortlist(participant_id=part.pk, text=form.cleaned_data["text"], **by)
            messages.success(request, _("The objection is filed. Bidding waits for its answer."))
            return redirect(JOIN, code=code)
        except REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    context = {"run": run, "form": form, "title": _("Object to the short list"), "label": _("File the objection")}
    promise = _("Everybody can read your objection and its answer.")
    return render(request, "procurement/runs/form.html", context | {"joining": True, "promise": promise})


@login_required
def prequalification(request: HttpRequest, code: str) -> HttpResponse:
    """The committee's sheet: who handed in what, who is qualified; announcing the short list."""
    run, actor, now = run_of(request, code), actor_of(request), clock.now()
    stage = queries.prequalification_of(run, now)
    if stage is None:
        raise Http404
    rows = queries.qualifications_to_judge(actor, run, now)
    error = ""
    if request.method == "POST":
        try:
            _judged(request, run, rows)
            return redirect("procurement:prequalification", code=code)
        except REFUSED as refusal:
            error = refusal_text(refusal)
    said, skp = read_verdicts(request.POST, rows), _capacity(run, [one.participant for one in rows])
    shown = [(one, typed_of(one, said), skp.get(one.participant.supplier_id or 0)) for one in rows]
    context = {"run": run, "stage": stage, "rows": shown, "error": error}
    return render(request, "procurement/prequalification/sheet.html", context)


def _capacity(run: Any, participants: list[Any]) -> dict[int, Any]:
    firms = [one.supplier for one in participants if one.supplier]
    return queries.package_capacity_of(firms, clock.today(), kind=run.kind)


def _judged(request: HttpRequest, run: Any, rows: list[Any]) -> None:
    by: dict[str, Any] = {"tender_id": run.pk, "actor": actor_of(request), "now": clock.now()}
    services.judge_qualifications(verdicts=read_verdicts(request.POST, rows), **by)
    if "announce" in request.POST:
        services.announce_shortlist(**by)
        messages.success(request, _("The short list is announced. Objections are open now."))
    else:
        messages.success(request, _("What you found is kept."))


@login_required
def answer_shortlist(request: HttpRequest, code: str, objection: int) -> HttpResponse:
    """The committee answers an objection to the short list."""
    run, actor = run_of(request, code), actor_of(request)
    found = queries.shortlist_objection_to_answer(actor, run, objection)
    if found is None:
        raise Http404
    form = AnswerObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"accepted": form.cleaned_data["accepted"] == "1", "answer": form.cleaned_data["answer"]}
        services.answer_shortlist_objection(objection_id=found.pk, actor=actor, now=clock.now(), **given)
        messages.success(request, _("The answer is sent. Everybody can read it."))
        return redirect("procurement:prequalification", code=code)
    firm = str(found.qualification.participant.supplier)
    text = f"{firm}: {found.text}"
    context = {"run": run, "form": form, "title": _("Answer the objection to the short list"), "text": text}
    return render(request, "procurement/runs/form.html", context | {"label": _("Send the answer")})


@login_required
def qualification_paper(request: HttpRequest, paper: int) -> HttpResponseBase:
    """Download a paper of a qualification."""
    found = queries.paper_to_read(actor_of(request), paper, clock.now())
    if found is None:
        raise Http404
    file = found.document
    return bytes_response(file.sha256, file.media_type, public=False, file_name=file.file_name, download=True)
