"""What the acts of agreement share: locks, the refusals, duties kept apart, what is still missing."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db.models import Sum

from pendopo.budget.models import (
    BudgetFinding,
    Gate,
    ItemEdit,
    LineItem,
    NodeTotal,
    Pagu,
    Rka,
    RkaComment,
    RkaMove,
    Stage,
    StageKind,
    StageMove,
)
from pendopo.budget.states import CommentStatus, RkaStatus
from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.organisations.models import Unit

GATE_ROLES = {Gate.BAPPEDA: "tapd", Gate.BPKAD: "ppkd", Gate.APIP: "apip"}
OF_THE_OFFICE = ("pptk", "pa", "kpa")
SETTABLE = (StageKind.APBD, StageKind.SHIFT, StageKind.APBD_P)
"""Kinds that become law by a Perda or Perkada; the others end when they are agreed."""


class DutiesMixed(Exception):
    """One account would hold two duties of one document that the law keeps apart; `first` and `second` name them."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")
        self.first, self.second = first, second


class RkaUnfinished(Exception):
    """The Rka cannot be submitted yet: `placeholders` provisional rows, `findings` that hold it back (listed)."""

    def __init__(self, placeholders: int, findings: list[BudgetFinding]) -> None:
        super().__init__(f"{placeholders} placeholders, {len(findings)} findings")
        self.placeholders, self.findings = placeholders, findings


class AnswersMissing(Exception):
    """The Rka cannot be verified yet: `findings` that are neither mended nor settled by an answer."""

    def __init__(self, findings: list[BudgetFinding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class GatesOpen(Exception):
    """Not every gate has passed this submission; `missing` are the gates' codes."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class ReasonMissing(Exception):
    """A return needs its reason in writing."""


class PaperMissing(Exception):
    """This step needs the number and the date of its paper."""


class StageUnfinished(Exception):
    """The stage cannot move: units whose Rka is not verified, what its sides lack to balance (rupiah), findings."""

    def __init__(self, units: list[str], balance_amount: int, findings: list[BudgetFinding] | None = None) -> None:
        super().__init__(f"{len(units)} units, balance {balance_amount}, {len(findings or ())} findings")
        self.units, self.balance_amount, self.findings = units, balance_amount, findings or []


class NeverSet(Exception):
    """A stage of this kind is agreed, never set: it becomes law only as APBD, shift or amended APBD."""


def held_role(actor: Actor, roles: Sequence[str], unit: Unit | None) -> str:
    """The first of the roles that the actor holds for the unit today; the first of all where none is held."""
    return next((role for role in roles if actor.holds(role, unit, clock.today())), roles[0])


def lock_stage(stage_id: int) -> Stage:
    """The stage, locked against edits and other moves."""
    return Stage.objects.select_for_update(of=("self",)).get(pk=stage_id)


def lock_rka(rka_id: int) -> Rka:
    """The Rka with its unit, locked; its stage is locked against moves first."""
    stage_id = Rka.objects.values_list("stage_id", flat=True).get(pk=rka_id)
    list(Stage.objects.raw("SELECT * FROM budget_stage WHERE id = %s FOR SHARE", [stage_id]))
    rows = Rka.objects.select_related("unit", "stage")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=rka_id)


def round_of(rka: Rka) -> int:
    """How often the Rka was submitted."""
    return RkaMove.objects.filter(rka=rka, action="submit").count()


def note_rka(rka: Rka, action: str, role: str, actor: Actor, now: dt.datetime, **more: Any) -> RkaMove:
    """Write a step of the Rka."""
    number = round_of(rka) + (action == "submit")
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    return RkaMove.objects.create(rka=rka, action=action, round=number, role=role, at=now, **own, **more)


def note_stage(stage: Stage, action: str, actor: Actor, now: dt.datetime, **more: Any) -> StageMove:
    """Write a step of the stage."""
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    return StageMove.objects.create(stage=stage, action=action, at=now, **own, **more)


def keep_apart(rka: Rka, actor: Actor, duty: str, day: dt.date) -> None:
    """Raise DutiesMixed when the actor has another duty in this Rka than `duty` (PP 12/2019, Permendagri 77/2020)."""
    own = str(actor.pk or "")
    if actor.pk is None:
        return
    if ItemEdit.objects.filter(stage_id=rka.stage_id, sheet__unit_id=rka.unit_id, actor_pk=own).exists():
        raise DutiesMixed("pptk", duty)
    for other in OF_THE_OFFICE:
        if duty != "pa" and actor.holds(other, rka.unit, day):
            raise DutiesMixed(other, duty)
    earlier = RkaMove.objects.filter(rka=rka, actor_pk=own, round=round_of(rka)).exclude(role=duty).first()
    if earlier is not None and duty != "pa":
        raise DutiesMixed(earlier.role, duty)


def passed_gates(rka: Rka) -> set[str]:
    """The gates that passed the present submission."""
    return set(RkaMove.objects.filter(rka=rka, action="pass", round=round_of(rka)).values_list("gate", flat=True))


def point_to_comments(rka: Rka) -> int:
    """Tie the open comments of the Rka to its latest step, which is its return; gives how many."""
    last = rka.moves.order_by("-pk").first()
    found = RkaComment.objects.filter(stage=rka.stage_id, unit=rka.unit_id, parent=None, status=CommentStatus.OPEN)
    return found.update(returned=last)


def unverified_units(stage: Stage) -> list[str]:
    """Names of the units with a ceiling whose Rka is not verified, by code."""
    done = Rka.objects.filter(stage=stage, status=RkaStatus.VERIFIED).values("unit_id")
    due = Pagu.objects.filter(stage=stage, amount__gt=0).exclude(unit_id__in=done).values("unit_id")
    return list(Unit.objects.filter(pk__in=due).order_by("code").values_list("name", flat=True))


def balance_of(stage: Stage) -> int:
    """Revenue + financing in - spending - financing out, whole rupiah; 0 is balanced. One query."""
    codes = {"4": 1, "5": -1, "6.1": 1, "6.2": -1}
    found = NodeTotal.objects.filter(stage=stage, unit=None, activity=None, account__code__in=codes)
    return sum(codes[code] * amount for code, amount in found.values_list("account__code", "amount"))


def checksum_of(stage: Stage) -> str:
    """SHA-256 over all rows of the stage, as `unit;activity;sequence;account;number;amount`, in that order."""
    rows = LineItem.objects.filter(
        stages__contains=stage.seq, line__sheet__year=stage.year, line__sheet__owner=stage.owner_id
    ).values_list(
        "line__sheet__unit__code",
        "line__sheet__activity__code",
        "line__sheet__sequence",
        "line__account__code",
        "number",
        "amount",
    )
    digest = hashlib.sha256()
    order = rows.order_by(
        "line__sheet__unit__code",
        "line__sheet__activity__code",
        "line__sheet__sequence",
        "line__account__code",
        "number",
        "amount",
    )
    for row in order.iterator():
        digest.update(";".join("" if value is None else str(value) for value in row).encode() + b"\n")
    return digest.hexdigest()


def spent_of(stage: Stage) -> int:
    """What the stage's rows of spending come to, whole rupiah."""
    return (
        NodeTotal.objects.filter(stage=stage, unit=None, activity=None, account__code="5").aggregate(s=Sum("amount"))[
            "s"
        ]
        or 0
    )
