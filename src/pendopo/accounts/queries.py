"""What others may read of people."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from pendopo.accounts.models import AccountRule, Appointment, Citizen, Delegation, Invitation, User
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit

GRACE_DAYS = 14


def people_visible_to(actor: Actor, *, text: str = "") -> QuerySet[User]:
    """All accounts by name for administrators, only the own one for others."""
    people = User.objects.order_by("name", "pk")
    if not permits(actor, "accounts.see_people"):
        return people.filter(pk=actor.pk)
    return people.filter(Q(name__icontains=text) | Q(email__icontains=text)) if text else people


def appointments_visible_to(actor: Actor, *, user_id: int | None = None) -> QuerySet[Appointment]:
    """Appointments, newest first: all for administrators, the own ones for others."""
    found = Appointment.objects.select_related("unit", "user").order_by("-from_date", "-pk")
    if not permits(actor, "accounts.see_people"):
        found = found.filter(user_id=actor.pk) if actor.pk else found.none()
    return found if user_id is None else found.filter(user_id=user_id)


def delegations_visible_to(actor: Actor) -> QuerySet[Delegation]:
    """Delegations, newest first: all for administrators, those by and to oneself for others."""
    found = Delegation.objects.select_related("appointment__unit", "to_user").order_by("-from_date", "-pk")
    if permits(actor, "accounts.see_people"):
        return found
    return found.filter(Q(appointment__user_id=actor.pk) | Q(to_user_id=actor.pk)) if actor.pk else found.none()


def delegations_of(user_id: int) -> QuerySet[Delegation]:
    """The delegations by and to a person that have not ended, latest first."""
    found = Delegation.objects.select_related("appointment__unit", "to_user").order_by("-from_date", "-pk")
    theirs = Q(appointment__user_id=user_id) | Q(to_user_id=user_id)
    return found.filter(theirs, ended_at__isnull=True)


def number_of(user_id: int) -> Citizen | None:
    """The identity number of a person, masked; None while it is not known."""
    return Citizen.objects.filter(user_id=user_id).first()


def user_by_phone(phone: str) -> User | None:
    """The account that has proven this number (E.164)."""
    return User.objects.filter(phone=phone, phone_verified_at__isnull=False).first() if phone else None


def mfa_grace(on: dt.date) -> dt.timedelta:
    """How long an official may work without the second step, by the rule in force on that day."""
    if settings.PENDOPO_MFA_GRACE_DAYS is not None:
        return dt.timedelta(days=settings.PENDOPO_MFA_GRACE_DAYS)
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rules = AccountRule.objects.filter(in_force, code="mfa_grace_days", valid_from__lte=on)
    rule = rules.order_by("-valid_from").first()
    return dt.timedelta(days=rule.value if rule else GRACE_DAYS)


def mfa_due_date(user: User, today: dt.date) -> dt.date | None:
    """The last day on which an official may act without the second step; None for those without a right today.

    It counts from the first right that holds today, or from the beginning of the account if that came later.
    """
    held = [grant.first for grant in user.grants if grant.covers(grant.role, None, today)]
    if not held:
        return None
    return max(min(held), timezone.localdate(user.created_at)) + mfa_grace(today)


def holders_of(role: str, on: dt.date) -> list[User]:
    """Everybody with an open account who holds the role on that date, own or delegated, by name."""
    appointed = Appointment.objects.filter(role=role, user__isnull=False).values("user_id")
    delegated = Delegation.objects.filter(appointment__role=role).values("to_user_id")
    people = User.objects.filter(Q(pk__in=appointed) | Q(pk__in=delegated), is_active=True).order_by("name", "pk")
    return [person for person in people if person.holds(role, None, on)]


def posts_around(unit: Unit, roles: Iterable[str], on: dt.date) -> list[Appointment]:
    """Posts with an account in these roles, held on that date in the unit, above it or for the whole regency, by name.

    Delegations are left out: whoever stands in reads for the person who holds the post. One query.
    """
    place = Q(unit=None) | Q(unit_id__in=unit.lineage)
    found = Appointment.objects.filter(place, role__in=list(roles), from_date__lte=on, user__is_active=True)
    posts = found.select_related("user").order_by("user__name", "user_id", "role")
    days = ((post, post.last_day()) for post in posts)
    return [post for post, last in days if last is None or last >= on]


def open_invitation(token: str) -> Invitation | None:
    """The invitation of that key while it can be accepted."""
    key = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.filter(token_hash=key, accepted_at__isnull=True, expires_at__gt=clock.now()).first()


def user_by_email(email: str) -> User | None:
    """The account of that address."""
    return User.objects.filter(email__iexact=email).first()


def user_of(key: str) -> User | None:
    """The open account of that primary key as the log writes it, or None."""
    return User.objects.filter(pk=key, is_active=True).first() if key.isdigit() else None


def holder_name(role: str, unit_id: int | None, on: dt.date) -> str:
    """Who holds the post itself on that date (not by delegation), with or without an account; empty when vacant."""
    place = Q(unit_id=unit_id) if unit_id else Q(unit=None)
    own = Appointment.objects.filter(place, role=role, from_date__lte=on).order_by("-from_date", "-pk")
    days = ((one, one.last_day()) for one in own)
    return next((one.holder_name for one, last in days if last is None or last >= on), "")
