"""Which act a step of an Rka or of a stage is, for the pages and for the API."""

from collections.abc import Callable
from typing import Any

from pendopo.budget import services
from pendopo.kernel import clock


def take_rka_step(action: str, rka_id: int, actor: Any, reason: str) -> None:
    """Carry out a step of an Rka (a key of `queries.RKA_PERMISSIONS`). Raises AGREEMENT_REFUSED, PermissionDenied."""
    given = {"rka_id": rka_id, "actor": actor, "now": clock.now()}
    if action == "submit":
        services.submit_rka(**given)
    elif action == "return":
        services.return_rka(reason=reason, **given)
    elif action == "verify":
        services.verify_rka(**given)
    else:
        services.pass_gate(gate=action.removeprefix("pass-").upper(), note=reason, **given)


def take_stage_step(action: str, stage_id: int, actor: Any, given: dict[str, Any]) -> None:
    """Carry out a step of a stage; `given` holds reason, instrument and its date. Raises as take_rka_step."""
    common = {"stage_id": stage_id, "actor": actor, "now": clock.now()}
    paper = {key: given[key] for key in ("instrument", "instrument_date") if key in given}
    acts: dict[str, Callable[..., Any]] = {
        "submit": services.submit_stage,
        "return": services.return_stage,
        "answer": services.reopen_stage,
        "agree": services.agree_stage,
        "set": services.set_stage,
        "publish": services.publish_stage,
    }
    if action == "review":
        services.review_stage(note=given["reason"], **common)
    elif action in ("return", "answer"):
        acts[action](reason=given["reason"], **common)
    else:
        acts[action](**paper, **common)


def take_finding_step(action: str, finding_id: int, actor: Any, text: str) -> None:
    """Carry out a step of a finding: answer, accept, reject, override. Raises FINDING_REFUSED, PermissionDenied."""
    given = {"finding_id": finding_id, "actor": actor, "now": clock.now()}
    if action == "override":
        services.override_finding(ground=text, **given)
    else:
        acts = {"answer": services.answer_finding, "accept": services.accept_answer, "reject": services.reject_answer}
        acts[action](text=text, **given)
