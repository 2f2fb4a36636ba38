"""What the acts on papers share: which paper when, who signs in which order, duties kept apart, release."""

import datetime as dt

from pendopo.budget.access import MAKERS
from pendopo.budget.agreeing import OF_THE_OFFICE, DutiesMixed
from pendopo.budget.models import BudgetPaper, Stage, StageKind
from pendopo.budget.states import EDITABLE, EFFECTIVE, OPEN, PaperKind, PaperStatus, StageStatus
from pendopo.files.services import release_document
from pendopo.kernel.access import Actor

STEPS: dict[str, dict[str, str]] = {
    PaperKind.RKA: {"sign": "pa"},
    PaperKind.DPA: {"sign": "pa", "validate": "ppkd", "approve": "sekda"},
    PaperKind.DPPA: {"sign": "pa", "validate": "ppkd", "approve": "sekda"},
    PaperKind.SUMMARY: {"sign": "bupati"},
    PaperKind.ANNEX: {"sign": "bupati"},
}
"""Kind -> step -> the role that signs it, in order (PP 12/2019; Permendagri 77/2020)."""
TAKEN_BACK_BY: dict[str, str] = {
    PaperStatus.SIGNED: "sign",
    PaperStatus.VALIDATED: "validate",
    PaperStatus.APPROVED: "approve",
}
"""Status -> the act whose doer withdraws the paper: who spoke last takes it back, nobody takes back another's word."""
LAST = {"sign": PaperStatus.SIGNED, "validate": PaperStatus.VALIDATED, "approve": PaperStatus.APPROVED}
OF_THE_REGENCY = (PaperKind.SUMMARY, PaperKind.ANNEX)
CHANGING = (StageKind.SHIFT, StageKind.APBD_P)


class PaperTooEarly(Exception):
    """The stage is not far enough, or not of the kind that has this paper."""


class PaperExists(Exception):
    """The paper was made already; a stage that is frozen has one of each that holds."""


def possible_kinds(stage: Stage) -> list[str]:
    """The kinds of papers that the stage has now."""
    if stage.status in (*EDITABLE, StageStatus.RETURNED):
        return []
    found: list[str] = [PaperKind.RKA, *OF_THE_REGENCY]
    if stage.status in EFFECTIVE:
        if stage.kind == StageKind.APBD:
            found.append(PaperKind.DPA)
        elif stage.kind in CHANGING:
            found.append(PaperKind.DPPA)
    return found


def is_final(paper: BudgetPaper) -> bool:
    """Whether everybody who has to sign it has done so."""
    return paper.status == LAST[list(STEPS[paper.kind])[-1]]


def right_to_withdraw(paper: BudgetPaper) -> str:
    """The permission of who spoke last on the paper, and so withdraws it; before any signature, of who has it made."""
    return f"budget.{TAKEN_BACK_BY.get(paper.status, 'make')}_{'paper' if paper.unit_id else 'summary'}"


def withdrawing_role(paper: BudgetPaper, actor: Actor, day: dt.date) -> str:
    """The role in which the actor withdraws the paper; none for the machine."""
    act = TAKEN_BACK_BY.get(paper.status)
    if act is not None:
        return STEPS[paper.kind][act]
    return next((role for role in MAKERS if actor.holds(role, paper.unit, day)), "")


def lock_paper(paper_id: int) -> BudgetPaper:
    """The paper, locked; its stage is locked against moves first."""
    stage_id = BudgetPaper.objects.values_list("stage_id", flat=True).get(pk=paper_id)
    list(Stage.objects.raw("SELECT * FROM budget_stage WHERE id = %s FOR SHARE", [stage_id]))
    rows = BudgetPaper.objects.select_related("stage", "unit", "document")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=paper_id)


def keep_signers_apart(paper: BudgetPaper, actor: Actor, role: str, day: dt.date) -> None:
    """Raise DutiesMixed when the actor signed this paper already, or belongs to the office whose paper it is."""
    roles = list(STEPS[paper.kind].values())
    signed = list(paper.document.signatures.values_list("signer__actor_pk", flat=True))
    if actor.pk is None:
        return
    if str(actor.pk) in signed:
        raise DutiesMixed(roles[signed.index(str(actor.pk))], role)
    if role == "pa" or paper.unit is None:
        return
    for other in OF_THE_OFFICE:
        if actor.holds(other, paper.unit, day):
            raise DutiesMixed(other, role)


def release_papers(stage: Stage, actor: Actor, now: dt.datetime) -> int:
    """Open every finished paper of a stage that everybody sees; gives their number. Papers on their way follow."""
    if stage.status not in OPEN:
        return 0
    waiting = BudgetPaper.objects.filter(stage=stage, document__public=False).order_by("pk")
    found = [paper for paper in waiting if is_final(paper)]
    for paper in found:
        release_document(document_id=paper.document_id, actor=actor, now=now)
    return len(found)
