"""How far the sample draft has come: some offices verified, some submitted, one returned, the rest still drafting."""

import datetime as dt
from collections.abc import Iterator

from pendopo.budget.agreeing import GATE_ROLES
from pendopo.budget.models import Gate, Rka, RkaMove, Stage
from pendopo.budget.states import RKA
from pendopo.kernel.access import Actor

REASON = "Koefisien perjalanan dinas melebihi jumlah pegawai. Sesuaikan dengan daftar pegawai, lalu ajukan lagi."
VERIFIED, AT_APIP, SUBMITTED, RETURNED = range(4)


def advance(stage: Stage, actor: Actor, now: dt.datetime, *, drafting: str) -> None:
    """Move the Rka of the stage's units along, but for the unit whose code is `drafting`."""
    moved = list(Rka.objects.filter(stage=stage).exclude(unit__code=drafting).order_by("unit__code"))
    moves = [move for place, rka in enumerate(moved) for move in _moves(rka, place % 9, actor, now)]
    Rka.objects.bulk_update(moved, ["status"])
    RkaMove.objects.bulk_create(moves)


def _moves(rka: Rka, place: int, actor: Actor, now: dt.datetime) -> Iterator[RkaMove]:
    if place > RETURNED:
        return
    RKA.move(rka, "submit")
    yield _move(rka, "submit", "pa", actor, now)
    if place in (VERIFIED, AT_APIP):
        for gate in list(Gate)[: 3 if place == VERIFIED else 2]:
            yield _move(rka, "pass", GATE_ROLES[gate], actor, now, gate=gate)
    if place == VERIFIED:
        RKA.move(rka, "verify")
        yield _move(rka, "verify", "tapd", actor, now)
    if place == RETURNED:
        RKA.move(rka, "return")
        yield _move(rka, "return", "tapd", actor, now, reason=REASON)


def _move(rka: Rka, action: str, role: str, actor: Actor, now: dt.datetime, **more: str) -> RkaMove:
    return RkaMove(rka=rka, action=action, round=1, role=role, at=now, actor_label=actor.label, **more)
