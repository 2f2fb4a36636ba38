"""Who may: predicates of the library `rules` behind one `require(actor, permission, subject)`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from django.core.exceptions import PermissionDenied
from rules.permissions import has_perm, perm_exists, set_perm
from rules.predicates import Predicate, predicate

from pendopo.kernel import clock


@runtime_checkable
class Actor(Protocol):
    """Who acts: a user, the system, or a stranger."""

    @property
    def pk(self) -> Any: ...

    @property
    def label(self) -> str: ...

    def holds(self, role: str, unit: Any = None, on: dt.date | None = None) -> bool:
        """Whether the actor holds the role for the unit (or, with no unit, for any) on the date (today if none)."""
        ...


@dataclass(frozen=True)
class SystemActor:
    """A job or a command that acts by itself, under a name that the log shows. It holds every role."""

    label: str = "sistem"
    pk: None = None

    def holds(self, role: str, unit: Any = None, on: dt.date | None = None) -> bool:
        return True


@dataclass(frozen=True)
class Stranger:
    """Somebody who has not signed in; acts open to strangers take this and still call `require`."""

    label: str = "tamu"
    pk: None = None

    def holds(self, role: str, unit: Any = None, on: dt.date | None = None) -> bool:
        return False


SYSTEM = SystemActor()
ANONYMOUS = Stranger()


def holds(*roles: str) -> Predicate:
    """A predicate: the actor holds one of the roles for the subject (a unit, or None for any unit) today."""

    @predicate(name=f"holds {' or '.join(roles)}")
    def held(actor: Actor, subject: Any = None) -> bool:
        return any(actor.holds(role, subject, clock.today()) for role in roles)

    return held


class _Whole:
    """Stands for the whole regency: above it is no unit."""

    lineage: tuple[int, ...] = ()


WHOLE = _Whole()


def holds_for_whole(*roles: str) -> Predicate:
    """A predicate: the actor holds one of the roles for the whole regency today; one for a unit does not do."""

    @predicate(name=f"holds {' or '.join(roles)} for the whole regency")
    def held(actor: Actor, subject: Any = None) -> bool:
        return any(actor.holds(role, WHOLE, clock.today()) for role in roles)

    return held


@predicate
def anyone(actor: Actor, subject: Any = None) -> bool:
    """Open to everybody, strangers too."""
    return True


@predicate
def signed_in(actor: Actor, subject: Any = None) -> bool:
    """Open to every user and to the system."""
    return actor.pk is not None or isinstance(actor, SystemActor)


@predicate
def only_system(actor: Actor, subject: Any = None) -> bool:
    """Open to jobs and commands alone."""
    return isinstance(actor, SystemActor)


def register(permission: str, who: Predicate) -> None:
    """Register who may do an act; called from `AppConfig.ready()`. A second registration replaces the first."""
    set_perm(permission, who)


def permits(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Whether the actor may do the act on the subject. Raises KeyError for a permission that nobody registered."""
    if not perm_exists(permission):
        raise KeyError(permission)
    return bool(has_perm(permission, actor, subject))


def require(actor: Actor, permission: str, subject: Any = None) -> None:
    """Raise PermissionDenied unless the actor may do the act on the subject."""
    if not permits(actor, permission, subject):
        raise PermissionDenied(permission)
