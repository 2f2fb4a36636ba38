"""The acts that carry an Rka from the office to the budget team and back."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import (
    GATE_ROLES,
    AnswersMissing,
    GatesOpen,
    ReasonMissing,
    RkaUnfinished,
    held_role,
    keep_apart,
    lock_rka,
    note_rka,
    passed_gates,
    point_to_comments,
)
from pendopo.budget.checking import blocking, check_part
from pendopo.budget.models import BudgetFinding, Gate, Rka, RkaMove
from pendopo.budget.services.checks import accept_answer
from pendopo.budget.states import EDITABLE, RKA, RkaStatus
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.kernel.flags import HOLD_VERIFICATION, FlagStatus
from pendopo.kernel.states import MoveRefused


def _moved(rka: Rka, action: str, role: str, *, actor: Actor, now: dt.datetime, reason: str = "") -> Rka:
    if rka.stage.status not in EDITABLE:
        raise MoveRefused(rka.stage.status, action, ())
    RKA.move(rka, action)
    rka.changed_at = now
    note_rka(rka, action, role, actor, now, reason=reason)
    rka.save(update_fields=["status", "changed_at"])
    event = {"submit": "submitted", "return": "returned", "verify": "verified"}[action]
    data = {"stage": rka.stage_id, "reason": reason}
    record(actor=actor, event=f"budget.rka.{event}", subject=rka, unit=rka.unit, now=now, data=data)
    return rka


def _nothing_blocks(rka: Rka) -> None:
    """What the check of the unit's rows found. Raises RkaUnfinished."""
    if found := blocking(rka.stage, rka.unit_id):
        raise RkaUnfinished(sum(finding.code == "PLACEHOLDER" for finding in found), found)


def submit_rka(*, rka_id: int, actor: Actor, now: dt.datetime) -> Rka:
    """Check the unit's rows, keep what was found, and hand the Rka to the budget team if nothing holds it back.

    Raises RkaUnfinished (the findings stay), DutiesMixed, MoveRefused, PermissionDenied.
    """
    with transaction.atomic():
        rka = lock_rka(rka_id)
        require(actor, "budget.submit_rka", rka.unit)
        _ready_for_hand_over(rka, actor)
        check_part(rka.stage, now, unit_id=rka.unit_id)
    return _hand_over(rka_id, actor, now)


def _ready_for_hand_over(rka: Rka, actor: Actor) -> None:
    """Raise as submit_rka unless the actor may hand the Rka over now."""
    keep_apart(rka, actor, "pa", clock.today())
    if rka.stage.status not in EDITABLE:
        raise MoveRefused(rka.stage.status, "submit", ())
    RKA.next(rka.status, "submit")


@transaction.atomic
def _hand_over(rka_id: int, actor: Actor, now: dt.datetime) -> Rka:
    """The second half, under the lock again: rows that changed in between were checked by their own acts."""
    rka = lock_rka(rka_id)
    _ready_for_hand_over(rka, actor)
    _nothing_blocks(rka)
    return _moved(rka, "submit", held_role(actor, ("pa", "kpa"), rka.unit), actor=actor, now=now)


@transaction.atomic
def pass_gate(*, rka_id: int, gate: str, actor: Actor, now: dt.datetime, note: str = "") -> RkaMove:
    """Pass a submitted Rka at one gate; once for each submission.

    Raises DutiesMixed, MoveRefused, PermissionDenied.
    """
    rka = lock_rka(rka_id)
    require(actor, f"budget.pass_{Gate(gate).value.lower()}", rka.unit)
    keep_apart(rka, actor, GATE_ROLES[Gate(gate)], clock.today())
    if rka.status != RkaStatus.SUBMITTED or gate in passed_gates(rka):
        raise MoveRefused(rka.status, "pass", ())
    move = note_rka(rka, "pass", GATE_ROLES[Gate(gate)], actor, now, gate=gate, reason=note)
    data = {"stage": rka.stage_id, "gate": gate}
    record(actor=actor, event="budget.rka.passed", subject=rka, unit=rka.unit, now=now, data=data)
    return move


@transaction.atomic
def return_rka(*, rka_id: int, reason: str, actor: Actor, now: dt.datetime) -> Rka:
    """Give the Rka back to its office, with the reason in writing; the reason points to the comments still open.

    Raises ReasonMissing, DutiesMixed, MoveRefused, PermissionDenied.
    """
    rka = lock_rka(rka_id)
    require(actor, "budget.return_rka", rka.unit)
    if not reason.strip():
        raise ReasonMissing
    role = held_role(actor, ("tapd", "ppkd", "apip"), rka.unit)
    keep_apart(rka, actor, role, clock.today())
    _moved(rka, "return", role, actor=actor, now=now, reason=reason.strip())
    point_to_comments(rka)
    return rka


def _accept_answers(rka: Rka, actor: Actor, now: dt.datetime) -> None:
    """Accept the answers in the unit that nobody has judged yet. Raises AnswersMissing, OwnAnswer."""
    present = BudgetFinding.objects.filter(stage=rka.stage, unit=rka.unit, gone_at__isnull=True)
    list(present.order_by("pk").select_for_update().values_list("pk"))  # nobody refuses an answer meanwhile
    if found := blocking(rka.stage, rka.unit_id, HOLD_VERIFICATION):
        raise AnswersMissing(found)
    for finding_id in present.filter(status=FlagStatus.ANSWERED).order_by("pk").values_list("pk", flat=True):
        accept_answer(finding_id=finding_id, text="", actor=actor, now=now)


@transaction.atomic
def verify_rka(*, rka_id: int, actor: Actor, now: dt.datetime) -> Rka:
    """The budget team takes the Rka into the stage; all gates have passed it and every finding is mended or answered.

    Answers that nobody has judged are accepted by it: a flagged row ends as accepted by the verifier.
    Raises AnswersMissing, GatesOpen, DutiesMixed, OwnAnswer, MoveRefused, PermissionDenied.
    """
    rka = lock_rka(rka_id)
    require(actor, "budget.verify_rka", rka.unit)
    keep_apart(rka, actor, "tapd", clock.today())
    RKA.next(rka.status, "verify")
    if missing := [gate for gate in Gate.values if gate not in passed_gates(rka)]:
        raise GatesOpen(missing)
    _accept_answers(rka, actor, now)
    return _moved(rka, "verify", "tapd", actor=actor, now=now)
