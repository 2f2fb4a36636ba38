"""What others may read of people."""

import hashlib

from django.db.models import Q, QuerySet

from pendopo.accounts.models import Appointment, Invitation, User
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits


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


def open_invitation(token: str) -> Invitation | None:
    """The invitation of that key while it can be accepted."""
    key = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.filter(token_hash=key, accepted_at__isnull=True, expires_at__gt=clock.now()).first()


def user_by_email(email: str) -> User | None:
    """The account of that address."""
    return User.objects.filter(email__iexact=email).first()
