"""Where an Rka and a stage stand, and the buttons of the next step, for the pages that show them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.views.agreement_words import RKA_WORDS, STAGE_WORDS
from pendopo.kernel.access import Actor
from pendopo.kernel.display import table_date

SIDE_WORDS = {"REVENUE": "pendapatan", "FINANCING": "pembiayaan"}
STATES = {"SET": "done", "PUBLISHED": "done", "SUPERSEDED": "done", "AGREED": "done"}


def steps_of(stage: Any, unit: Any) -> list[dict[str, Any]]:
    """The way of the unit's Rka for the component `approvals`."""
    rka = queries.rka_of(stage, unit)
    moves = queries.rka_moves(rka)
    last = max((move.round for move in moves), default=0)
    here = {move.gate or move.action: move for move in moves if move.round == last}
    names = [
        ("submit", _("Submitted by the head of the office (PA)")),
        ("BAPPEDA", _("Bappeda: plan, ceilings, indicators")),
        ("BPKAD", _("BPKAD: accounts, prices, sources")),
        ("APIP", _("Inspectorate (APIP)")),
        ("verify", _("Verified by the budget team (TAPD)")),
    ]
    back = here.get("return")
    found = []
    for key, name in names:
        move = here.get(key)
        state = "done" if move else "next"
        found.append({"name": name, "state": state, "who": move.actor_label if move else "", "when": move and move.at})
    if back is not None:
        found[-1] |= {"state": "stuck", "who": back.actor_label, "when": back.at, "note": back.reason}
    elif first := next((step for step in found if step["state"] == "next"), None):
        first["state"] = "now"
    return found


def rka_buttons(actor: Actor, stage: Any, unit: Any) -> list[dict[str, Any]]:
    """The steps of the unit's Rka that the actor may do now; the first is the main one."""
    actions = queries.rka_actions(actor, queries.rka_of(stage, unit))
    return [
        {
            "label": RKA_WORDS[action].title,
            "url": reverse("budget:rka_step", kwargs={"stage": stage.pk, "unit": unit.code, "action": action}),
            "main": number == 0,
        }
        for number, action in enumerate(actions)
    ]


def stage_buttons(actor: Actor, stage: Any) -> list[dict[str, Any]]:
    """The steps of the stage that the actor may do now, and the opening of the next one."""
    found = [
        {
            "label": STAGE_WORDS[action].title,
            "url": reverse("budget:stage_step", kwargs={"stage": stage.pk, "action": action}),
            "main": number == 0,
        }
        for number, action in enumerate(queries.stage_actions(actor, stage))
    ]
    if queries.may_open_next(actor, stage):
        url = reverse("budget:next_stage", kwargs={"stage": stage.pk})
        found.append({"label": _("Open the next stage"), "url": url, "main": not found})
    return found


def side_beginnings(actor: Actor, stage: Any, unit: Any) -> list[dict[str, str]]:
    """The buttons that begin the forms of revenue and financing which the unit still lacks."""
    labels = {"REVENUE": _("Begin the revenue form"), "FINANCING": _("Begin the financing form")}
    return [
        {
            "label": labels[side],
            "url": reverse(
                "budget:begin_side", kwargs={"stage": stage.pk, "unit": unit.code, "side": SIDE_WORDS[side]}
            ),
        }
        for side in queries.sides_to_begin(actor, stage, unit)
    ]


def way_of(stage: Any) -> list[dict[str, Any]]:
    """All stages of the year for the component `steps`, this one marked."""
    return [
        {
            "name": other.get_kind_display(),
            "value": other.get_status_display(),
            "date": table_date(other.opened_at),
            "url": reverse("budget:stage", kwargs={"stage": other.pk}),
            "state": "now" if other.pk == stage.pk else STATES.get(other.status, "next"),
        }
        for other in queries.stages_of_year(stage)
    ]
