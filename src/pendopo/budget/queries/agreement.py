"""How far an Rka and a stage have come, who did each step, and what a person may do next."""

from dataclasses import dataclass
from typing import Any

from pendopo.budget.agreeing import SETTABLE, balance_of, passed_gates, unverified_units
from pendopo.budget.models import Gate, Rka, RkaMove, Stage, StageKind, StageMove
from pendopo.budget.states import EDITABLE, RKA, STAGE, RkaStatus
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit

RKA_PERMISSIONS = {
    "submit": "budget.submit_rka",
    "pass-bappeda": "budget.pass_bappeda",
    "pass-bpkad": "budget.pass_bpkad",
    "pass-apip": "budget.pass_apip",
    "verify": "budget.verify_rka",
    "return": "budget.return_rka",
}
STAGE_PERMISSIONS = {
    "submit": "budget.submit_stage",
    "review": "budget.review_stage",
    "agree": "budget.agree_stage",
    "return": "budget.return_stage",
    "answer": "budget.submit_stage",
    "set": "budget.set_stage",
    "publish": "budget.publish_stage",
}
OF_VILLAGES = (StageKind.APBDES, StageKind.APBDES_P)
ENDED = ("AGREED", "SET", "PUBLISHED")


def rka_of(stage: Stage, unit: Unit) -> Rka | None:
    """The unit's Rka in the stage, if anybody began it."""
    return Rka.objects.filter(stage=stage, unit=unit).select_related("unit", "stage").first()


def rka_actions(actor: Actor, rka: Rka | None) -> list[str]:
    """What the actor may do with the Rka now, in the order of the way: keys of RKA_PERMISSIONS."""
    if rka is None or rka.stage.status not in EDITABLE:
        return []
    possible = set(RKA.actions_from(rka.status))
    if rka.status == RkaStatus.SUBMITTED:
        possible |= {f"pass-{gate.lower()}" for gate in Gate.values if gate not in passed_gates(rka)}
    return [name for name, right in RKA_PERMISSIONS.items() if name in possible and permits(actor, right, rka.unit)]


def rka_moves(rka: Rka | None) -> list[RkaMove]:
    """All steps of the Rka, oldest first."""
    return list(rka.moves.order_by("pk")) if rka else []


def stage_actions(actor: Actor, stage: Stage) -> list[str]:
    """What the actor may do with the stage now; kinds that never become law end when they are agreed."""
    possible = set(STAGE.actions_from(stage.status)) & set(STAGE_PERMISSIONS)
    if stage.kind not in SETTABLE:
        possible -= {"set"}
    return [name for name, right in STAGE_PERMISSIONS.items() if name in possible and permits(actor, right)]


def stage_moves(stage: Stage) -> list[StageMove]:
    """All steps of the stage, oldest first."""
    return list(stage.moves.order_by("pk"))


@dataclass(frozen=True)
class Readiness:
    """What a draft still lacks: units whose Rka is not verified, and the rupiah by which its sides differ."""

    units: list[str]
    balance_amount: int


def readiness_of(stage: Stage) -> Readiness:
    """What is missing before the stage can be submitted. Two queries."""
    return Readiness(unverified_units(stage), balance_of(stage))


def may_open_next(actor: Actor, stage: Stage) -> bool:
    """Whether the actor may open the stage after this one."""
    last = Stage.objects.filter(year=stage.year, owner=stage.owner_id).order_by("-seq").values_list("pk", flat=True)
    return stage.status in ENDED and last.first() == stage.pk and permits(actor, "budget.open_stage")


def stages_of_year(stage: Stage) -> list[Stage]:
    """All stages of the same budget, in order."""
    return list(Stage.objects.filter(year=stage.year, owner=stage.owner_id).order_by("seq"))


def kinds_of_stage() -> list[tuple[str, Any]]:
    """The kinds of stages with their labels, for choices."""
    return [(code, label) for code, label in StageKind.choices if code not in OF_VILLAGES]
