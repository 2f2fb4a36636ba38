"""Accounts: opened by the system, closed when a person leaves."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from pendopo.accounts.models import Appointment, Delegation, User
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require


class OwnAccount(Exception):
    """Nobody closes the account with which they are signed in: another administrator must."""


class EmailTaken(Exception):
    """An account with this address exists."""


@transaction.atomic
def open_account(*, email: str, name: str, password: str, actor: Actor, now: dt.datetime) -> User:
    """Open an account whose address counts as verified. Raises EmailTaken, PermissionDenied."""
    require(actor, "accounts.open_account")
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken(email)
    user = User.objects.create_user(email.lower(), password, name=name, created_at=now)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(actor=actor, event="accounts.account.opened", subject=user, now=now)
    return user


@transaction.atomic
def deactivate(*, user_id: int, actor: Actor, now: dt.datetime) -> User:
    """Close an account: rights, delegations and sessions end at once. Raises OwnAccount, PermissionDenied."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    require(actor, "accounts.deactivate")
    if user.pk == actor.pk:
        raise OwnAccount
    user.is_active = False
    user.save(update_fields=["is_active"])
    Appointment.objects.filter(user=user, ended_at__isnull=True).update(ended_at=now)
    delegations = Delegation.objects.filter(Q(to_user=user) | Q(appointment__user=user), ended_at__isnull=True)
    delegations.update(ended_at=now)
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    record(actor=actor, event="accounts.account.deactivated", subject=user, now=now)
    return user
