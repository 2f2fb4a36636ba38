"""Who stands near a work: the predicates that every subject of monitoring shares."""

from typing import Any

from rules.predicates import Predicate, predicate

from pendopo.kernel import access, clock

LOOKERS = (
    "ppk", "pptk", "ppk_skpd", "bendahara", "pa", "kpa", "head", "staff", "ppkd", "tapd", "sekda", "bupati", "apip",
)  # fmt: skip
"""Officials who see the works of their unit before anything of them is public."""


def holds_for_work(*roles: str) -> Predicate:
    """A predicate: the actor holds one of the roles for the unit of the work that is the subject."""

    @predicate(name=f"holds {' or '.join(roles)} for the work's unit")
    def held(actor: access.Actor, subject: Any = None) -> bool:
        unit = subject.unit if subject is not None else None
        return any(actor.holds(role, unit, clock.today()) for role in roles)

    return held
