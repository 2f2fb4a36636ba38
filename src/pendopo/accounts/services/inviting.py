"""Invitations by e-mail."""

import datetime as dt
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models import Appointment, Invitation, User
from pendopo.audit.services import record
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import send_letter
from pendopo.organisations.models import Unit

VALID_FOR = dt.timedelta(days=7)


class InvitationRefused(Exception):
    """The invitation is unknown, used, too old, or its address already has an account."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    actor: Actor,
    now: dt.datetime,
    role: str = "",
    unit_id: int | None = None,
    decree_number: str = "",
) -> Invitation:
    """Send a link that opens an account and, with a role, makes the first appointment.

    Raises InvitationRefused, PermissionDenied.
    """
    unit = Unit.objects.get(pk=unit_id) if unit_id else None
    require(actor, "accounts.invite", unit)
    if User.objects.filter(email__iexact=email).exists():
        raise InvitationRefused
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        role=role,
        unit=unit,
        decree_number=decree_number,
        token_hash=_hash(token),
        invited_at=now,
        expires_at=now + VALID_FOR,
    )
    record(actor=actor, event="accounts.person.invited", subject=invitation, unit=unit, now=now, data={"role": role})
    _send(invitation, token, actor, now)
    return invitation


def _send(invitation: Invitation, token: str, actor: Actor, now: dt.datetime) -> None:
    url = settings.SITE_URL.rstrip("/") + reverse("accounts:accept_invitation", args=[token])
    send_letter(
        actor=actor,
        event="accounts.person.invited",
        channel="EMAIL",
        address=invitation.email,
        subject=_("Your account"),
        context={"invitation": invitation, "link": url},
        now=now,
    )


@transaction.atomic
def accept_invitation(*, token: str, password: str, actor: Actor, now: dt.datetime) -> User:
    """Open the invited person's account with a password of their own. Raises InvitationRefused."""
    require(actor, "accounts.accept_invitation")
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=_hash(token)).first()
    # The clock is read after the lock: whoever waited past the deadline is refused.
    if invitation is None or invitation.accepted_at or invitation.expires_at <= clock.locked_now():
        raise InvitationRefused
    try:
        with transaction.atomic():
            user = _open(invitation, password, now)
    except IntegrityError:
        raise InvitationRefused from None
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record(actor=actor, event="accounts.invitation.accepted", subject=invitation, now=now)
    return user


def _open(invitation: Invitation, password: str, now: dt.datetime) -> User:
    user = User.objects.create_user(invitation.email, password, name=invitation.name, created_at=now)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if invitation.role:
        Appointment.objects.create(
            user=user,
            holder_name=user.name,
            role=invitation.role,
            unit_id=invitation.unit_id,
            from_date=timezone.localdate(now),
            decree_number=invitation.decree_number,
        )
    return user
