"""Who may do what with accounts."""

from typing import Any

from rules.predicates import predicate

from pendopo.accounts.roles import Role
from pendopo.kernel.access import WHOLE, Actor, anyone, holds, only_system, register

is_admin = holds(Role.ADMIN)


@predicate
def is_holder(actor: Actor, subject: Any = None) -> bool:
    """The appointment is the actor's own."""
    return actor.pk is not None and getattr(subject, "user_id", None) == actor.pk


@predicate
def is_self(actor: Actor, subject: Any = None) -> bool:
    """The account is the actor's own."""
    return actor.pk is not None and getattr(subject, "pk", None) == actor.pk


@predicate
def administers_unit_of(actor: Actor, subject: Any = None) -> bool:
    """The actor administers accounts for the appointment's unit (the whole regency if it has none)."""
    return administers(actor, getattr(subject, "unit", None))


@predicate
def administers(actor: Actor, unit: Any = None) -> bool:
    """The actor administers accounts for the unit; for none, only one appointed for the whole regency."""
    if unit is not None or not hasattr(actor, "grants"):
        return actor.holds(Role.ADMIN, unit)
    return actor.holds(Role.ADMIN, WHOLE)


def register_permissions() -> None:
    """Called once, from `AppConfig.ready()`."""
    register("accounts.open_account", only_system)
    register("accounts.appoint", administers)
    register("accounts.end_appointment", administers_unit_of)
    register("accounts.delegate", is_holder | administers_unit_of)
    register("accounts.invite", administers)
    register("accounts.accept_invitation", anyone)
    register("accounts.sign_up", anyone)
    register("accounts.deactivate", administers)
    register("accounts.register_nik", is_self | only_system)
    register("accounts.tell_of_heartbeats", only_system)
    register("accounts.see_people", is_admin)
