"""The acts on proposals: asked, taken up or not, tied to the line that funds them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import ReasonMissing
from pendopo.budget.models import Line, Proposal, ProposalOrigin
from pendopo.budget.states import PROPOSAL
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.money import MAX_BIGINT
from pendopo.kernel.sql import read
from pendopo.organisations.models import Unit
from pendopo.regions.models import Desa


class ProposalProblem(ValueError):
    """A value that cannot be kept: `field` names it, `code` the fault."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class ProposalValues:
    """What is asked: `estimate_amount` in whole rupiah, `desa_code` empty where it is for the whole region."""

    title: str
    origin: str
    estimate_amount: int
    behind: str = ""
    reason: str = ""
    volume: str = ""
    desa_code: str = ""


def _desa(code: str) -> Desa | None:
    found = Desa.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise ProposalProblem("desa", "unknown")
    return found


def _checked(values: ProposalValues) -> None:
    if not values.title.strip():
        raise ProposalProblem("title", "required")
    if not 0 < values.estimate_amount <= MAX_BIGINT:
        raise ProposalProblem("estimate_amount", "range")
    if values.origin not in ProposalOrigin.values:
        raise ProposalProblem("origin", "unknown")


@transaction.atomic
def propose(*, year: int, unit_id: int, values: ProposalValues, actor: Actor, now: dt.datetime) -> Proposal:
    """Ask something of the budget of a year; the unit is the one that would carry it out.

    Raises ProposalProblem, PermissionDenied, Unit.DoesNotExist.
    """
    require(actor, "budget.propose")
    _checked(values)
    unit, desa = Unit.objects.get(pk=unit_id), _desa(values.desa_code)
    number = read("SELECT nextval('budget_proposal_id_seq') AS id")[0]["id"]
    made = Proposal.objects.create(
        pk=number, code=f"U-{year}-{number:05d}", year=year, unit=unit, desa=desa, origin=values.origin,
        title=values.title.strip(), behind=values.behind.strip(), reason=values.reason.strip(),
        volume=values.volume.strip(), estimate_amount=values.estimate_amount, proposed_at=now,
        proposer_pk=str(actor.pk or ""), proposer_label=actor.label,
    )  # fmt: skip
    _tell("made", made, actor, now, amount=made.estimate_amount)
    return made


def _locked(proposal_id: int) -> Proposal:
    return Proposal.objects.select_related("unit").select_for_update(of=("self",)).get(pk=proposal_id)


def _moved(proposal: Proposal, action: str, now: dt.datetime, **changes: Any) -> None:
    PROPOSAL.move(proposal, action)
    for name, value in (changes | {"decided_at": now}).items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["status", "decided_at", *changes])


@transaction.atomic
def accept_proposal(*, proposal_id: int, answer: str = "", actor: Actor, now: dt.datetime) -> Proposal:
    """The budget team takes it up; the unit finds the money. Raises MoveRefused, PermissionDenied."""
    found = _locked(proposal_id)
    require(actor, "budget.judge_proposal")
    _moved(found, "accept", now, answer=answer.strip())
    _tell("accepted", found, actor, now)
    return found


@transaction.atomic
def refuse_proposal(*, proposal_id: int, answer: str, actor: Actor, now: dt.datetime) -> Proposal:
    """The budget team does not take it up, with the reason. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    found = _locked(proposal_id)
    require(actor, "budget.judge_proposal")
    if not answer.strip():
        raise ReasonMissing
    _moved(found, "refuse", now, answer=answer.strip())
    _tell("refused", found, actor, now, reason=answer.strip())
    return found


@transaction.atomic
def look_again(*, proposal_id: int, actor: Actor, now: dt.datetime) -> Proposal:
    """Take a refusal back. Raises MoveRefused, PermissionDenied."""
    found = _locked(proposal_id)
    require(actor, "budget.judge_proposal")
    _moved(found, "look_again", now, answer="")
    _tell("reopened", found, actor, now)
    return found


@transaction.atomic
def fund_proposal(*, proposal_id: int, line_id: int, actor: Actor, now: dt.datetime) -> Proposal:
    """Tie it to the line of its unit that pays for it. Raises ProposalProblem, MoveRefused, PermissionDenied."""
    found = _locked(proposal_id)
    require(actor, "budget.fund_proposal", found.unit)
    line = Line.objects.filter(pk=line_id, sheet__unit=found.unit, sheet__year=found.year).first()
    if line is None:
        raise ProposalProblem("line", "unknown")
    _moved(found, "fund", now, line=line)
    _tell("funded", found, actor, now)
    return found


@transaction.atomic
def unfund_proposal(*, proposal_id: int, actor: Actor, now: dt.datetime) -> Proposal:
    """Untie a proposal from its line. Raises MoveRefused, PermissionDenied."""
    found = _locked(proposal_id)
    require(actor, "budget.fund_proposal", found.unit)
    _moved(found, "unfund", now, line=None)
    _tell("unfunded", found, actor, now)
    return found


def _tell(what: str, proposal: Proposal, actor: Actor, now: dt.datetime, **more: Any) -> None:
    data = {"code": proposal.code, "title": proposal.title, "year": proposal.year} | more
    record(actor=actor, event=f"budget.proposal.{what}", subject=proposal, unit=proposal.unit, now=now, data=data)
    topics.touch(f"budget:{proposal.year}")
