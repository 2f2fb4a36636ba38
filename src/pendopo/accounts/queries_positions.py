"""Posts and who has held them."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from pendopo.accounts.models import Appointment
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Position


def positions_visible_to(actor: Actor, on: dt.date, text: str = "") -> QuerySet[Position]:
    """Posts by unit and title with `holder`, who holds them on a day; found by title, unit or any holder's name.

    None but for those who may see people.
    """
    if not permits(actor, "accounts.see_people"):
        return Position.objects.none()
    held = Appointment.objects.filter(position=OuterRef("pk"))
    found = Position.objects.select_related("unit").order_by("unit__code", "title")
    if text:
        by_holder = Exists(held.filter(holder_name__icontains=text))
        found = found.filter(Q(title__icontains=text) | Q(unit__name__icontains=text) | by_holder)
    current = held.filter(from_date__lte=on, ended_at__isnull=True).exclude(to_date__lt=on).order_by("-from_date")
    return found.annotate(holder=Subquery(current.values("holder_name")[:1]))


def holders_over_time(position: Position) -> QuerySet[Appointment]:
    """All who were appointed to the post, the latest first."""
    found = Appointment.objects.filter(position=position).select_related("user")
    return found.order_by(F("from_date").desc(), "-pk")
