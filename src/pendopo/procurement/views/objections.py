"""Objections and appeals in the workspace: filed by participants, answered by the committee, decided by the PA."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import full_date
from pendopo.procurement import queries, services
from pendopo.procurement.forms_awards import AnswerForm, AppealForm, SanggahForm, VerdictForm
from pendopo.procurement.views.award_steps import Step, ask
from pendopo.procurement.views.contract_words import written


def _award_page(tender: Any) -> str:
    return reverse("procurement:award", kwargs={"code": tender.code})


@login_required
def file_sanggah(request: HttpRequest, code: str) -> HttpResponse:
    """Object to the result of a run, for a participant that the person acts for."""
    actor = actor_of(request)
    tender = queries.run_at_work(actor, code)
    own = queries.objectors_of(actor, tender, clock.now()) if tender else []
    if tender is None or not own:
        raise Http404
    form = SanggahForm(request.POST or None)
    step = Step(
        title=_("Object to the result"), label=_("File the objection"), up=_award_page(tender), up_label=tender.title,
        text=_("Write each point for itself: what is wrong, and which part of the documents says so."),
        promise=_("Everybody can read your objection and the answer to every point."),
        rows=[{"key": _("Participant"), "value": own[0].supplier.organisation.name if own[0].supplier else "–"}],
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.file_sanggah(participant_id=own[0].pk, points=form.points(), actor=actor, now=clock.now()),
    )  # fmt: skip


def _sanggah(request: HttpRequest, pk: int, action: str) -> Any:
    found = queries.sanggah_at(actor_of(request), pk)
    if found is None or action not in queries.sanggah_actions(actor_of(request), found):
        raise Http404
    return found


@login_required
def answer_sanggah(request: HttpRequest, sanggah: int) -> HttpResponse:
    """The committee answers an objection point by point."""
    actor, found = actor_of(request), _sanggah(request, sanggah, "answer")
    points = list(found.points.all())
    form = AnswerForm(request.POST or None, points=points)
    step = Step(
        title=_("Answer the objection"), label=_("Send the answer"), up=_award_page(found.tender),
        up_label=found.tender.title,
        text=_("One accepted point accepts the objection: the bids are evaluated again."),
        promise=_("Everybody can read the answer. Due on %(day)s.") % {"day": full_date(found.answer_due_date)},
        rows=[{"key": _("Point %(number)s") % {"number": one.sequence}, "value": one.text} for one in points],
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.answer_sanggah(
            sanggah_id=found.pk, answers=form.answers(), summary=form.cleaned_data["summary"], actor=actor,
            now=clock.now(),
        ),
    )  # fmt: skip


@login_required
def file_banding(request: HttpRequest, sanggah: int) -> HttpResponse:
    """Appeal against a refused objection."""
    actor, found = actor_of(request), _sanggah(request, sanggah, "appeal")
    form = AppealForm(request.POST or None)
    due = queries.appeal_due(found, clock.today())
    told = _("The guarantee has to be %(amount)s at least.") % {"amount": written(due)} if due else ""
    step = Step(
        title=_("Appeal against the answer"), label=_("File the appeal"), up=_award_page(found.tender),
        up_label=found.tender.title, text=told,
        promise=_("The budget user decides. If the appeal is refused, the guarantee goes to the treasury."),
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.file_banding(sanggah_id=found.pk, values=form.values(), actor=actor, now=clock.now()),
    )  # fmt: skip


@login_required
def decide_banding(request: HttpRequest, banding: int) -> HttpResponse:
    """The budget user, with no seat in the committee, decides an appeal."""
    actor = actor_of(request)
    found = queries.banding_at(actor, banding)
    if found is None:
        raise Http404
    form = VerdictForm(request.POST or None)
    tender = found.sanggah.tender
    rows = [(_("Appeal"), found.text), (_("Guarantee"), f"{found.guarantee_issuer} {found.guarantee_number}".strip())]
    step = Step(
        title=_("Decide the appeal"), label=_("Decide"), up=_award_page(tender), up_label=tender.title,
        text=_("An accepted appeal sends the run back to its evaluation."),
        promise=_("Everybody can read the decision. Due on %(day)s.") % {"day": full_date(found.answer_due_date)},
        rows=[{"key": key, "value": value} for key, value in rows if value],
    )  # fmt: skip
    return ask(
        request, step, form,
        lambda: services.decide_banding(
            banding_id=found.pk, accepted=form.cleaned_data["accepted"] == "1", reason=form.cleaned_data["reason"],
            actor=actor, now=clock.now(),
        ),
    )  # fmt: skip
