"""The acts on papers: made from a frozen stage, signed by the head, validated by the PPKD, approved by the Sekda."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import ReasonMissing
from pendopo.budget.models import BudgetPaper, Stage
from pendopo.budget.papering import (
    OF_THE_REGENCY,
    STEPS,
    PaperExists,
    PaperTooEarly,
    keep_signers_apart,
    lock_paper,
    possible_kinds,
    release_papers,
    right_to_withdraw,
    withdrawing_role,
)
from pendopo.budget.queries.papers import PaperPlace, paper_data, regency_name, signer_title, title_of
from pendopo.budget.states import PAPER, PaperKind, PaperStatus
from pendopo.files.naming import new_code
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.services import issue_document, replace_document, sign_document, withdraw_document
from pendopo.kernel import clock, topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.states import MoveRefused
from pendopo.organisations.models import Unit


@transaction.atomic
def make_paper(
    *,
    stage_id: int,
    kind: str,
    actor: Actor,
    now: dt.datetime,
    unit_id: int | None = None,
    sheet_id: int | None = None,
    activity_id: int | None = None,
) -> BudgetPaper:
    """Print a paper of the stage and store it under its code; nobody has signed it yet.

    After a withdrawn one it is the next version, and the page of the withdrawn one names it.
    Raises PaperTooEarly, PaperExists, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id) if unit_id else None
    require(actor, "budget.make_paper" if unit else "budget.make_summary", unit)
    list(Stage.objects.raw("SELECT * FROM budget_stage WHERE id = %s FOR NO KEY UPDATE", [stage_id]))
    stage = Stage.objects.select_related("base").get(pk=stage_id)
    if kind not in possible_kinds(stage) or (unit is None) != (kind in OF_THE_REGENCY):
        raise PaperTooEarly
    own = {"stage": stage, "unit": unit, "sheet_id": sheet_id, "activity_id": activity_id, "kind": kind}
    earlier = BudgetPaper.objects.filter(**own).select_related("document").order_by("-version").first()
    if earlier is not None and earlier.status != PaperStatus.WITHDRAWN:
        raise PaperExists
    place = PaperPlace(stage, PaperKind(kind), unit, sheet_id, activity_id, *_next(earlier))
    code, title = new_code(), title_of(place)
    template, data = paper_data(place, on=clock.today(), code=code)
    document = issue_document(
        code=code,
        data=print_pdf(template, data, at=now),
        file_name=paper_name(title),
        label=title,
        unit=unit.name if unit else "",
        actor=actor,
        now=now,
    )
    paper = BudgetPaper.objects.create(document=document, version=place.version, made_at=now, **own)
    if earlier is not None:
        replace_document(document_id=earlier.document_id, by_id=document.pk, actor=actor, now=now)
    _note(paper, "made", actor, now)
    return paper


@transaction.atomic
def sign_paper(*, paper_id: int, actor: Actor, now: dt.datetime) -> BudgetPaper:
    """The head of the office (PA) signs; a paper of the whole regency is signed by the Bupati.

    Raises SigningUnavailable, DutiesMixed, MoveRefused, PermissionDenied.
    """
    paper = lock_paper(paper_id)
    require(actor, "budget.sign_paper" if paper.unit else "budget.sign_summary", paper.unit)
    return _signed(paper, "sign", "signed", actor, now)


@transaction.atomic
def validate_paper(*, paper_id: int, actor: Actor, now: dt.datetime) -> BudgetPaper:
    """The PPKD validates a signed DPA. Raises SigningUnavailable, DutiesMixed, MoveRefused, PermissionDenied."""
    paper = lock_paper(paper_id)
    require(actor, "budget.validate_paper", paper.unit)
    return _signed(paper, "validate", "validated", actor, now)


@transaction.atomic
def approve_paper(*, paper_id: int, actor: Actor, now: dt.datetime) -> BudgetPaper:
    """The Sekda approves a validated DPA; with a published stage everybody may read it from now on.

    Raises SigningUnavailable, DutiesMixed, MoveRefused, PermissionDenied.
    """
    paper = lock_paper(paper_id)
    require(actor, "budget.approve_paper", paper.unit)
    return _signed(paper, "approve", "approved", actor, now)


def _next(earlier: BudgetPaper | None) -> tuple[int, str]:
    """The version of the paper to be made, and the code of the one that it replaces."""
    return (earlier.version + 1, earlier.document.code) if earlier else (1, "")


@transaction.atomic
def withdraw_paper(*, paper_id: int, reason: str, actor: Actor, now: dt.datetime) -> BudgetPaper:
    """Take back a paper made or signed by mistake; who spoke last on it does so, with a reason that everybody reads.

    It may be made anew from then on. Raises ReasonMissing, MoveRefused, PermissionDenied.
    """
    paper = lock_paper(paper_id)
    require(actor, right_to_withdraw(paper), paper.unit)
    if not reason.strip():
        raise ReasonMissing
    role = withdrawing_role(paper, actor, clock.today())
    PAPER.move(paper, "withdraw")
    paper.save(update_fields=["status"])
    withdraw_document(
        document_id=paper.document_id,
        position=signer_title(role, paper.unit) if role else "",
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    _note(paper, "withdrawn", actor, now, reason=reason.strip())
    if paper.document.public:
        topics.touch("budget", f"budget:{paper.stage.year}")
    return paper


def _signed(paper: BudgetPaper, step: str, event: str, actor: Actor, now: dt.datetime) -> BudgetPaper:
    role = STEPS[paper.kind].get(step)
    if role is None:
        raise MoveRefused(paper.status, step, ())
    PAPER.move(paper, step)
    keep_signers_apart(paper, actor, role, clock.today())
    sign_document(
        document_id=paper.document_id,
        position=signer_title(role, paper.unit),
        organisation=regency_name(),
        reason=paper.document.label,
        actor=actor,
        now=now,
    )
    paper.save(update_fields=["status"])
    _note(paper, event, actor, now)
    if release_papers(paper.stage, actor, now):
        topics.touch("budget", f"budget:{paper.stage.year}")
    return paper


def _note(paper: BudgetPaper, event: str, actor: Actor, now: dt.datetime, **more: str) -> None:
    data = {"title": paper.document.label, "code": paper.document.code, "stage": paper.stage_id, **more}
    record(actor=actor, event=f"budget.paper.{event}", subject=paper, unit=paper.unit or "", now=now, data=data)
