"""Telephone numbers: claimed, proven by a code, and only then worth anything."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models import User
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.notices.services import send_letter


class PhoneTaken(Exception):
    """Another account has proven this number."""


@transaction.atomic
def claim_phone(*, user_id: int, phone: str, actor: Actor) -> None:
    """Note a number that the person typed; it counts only after `verify_phone`. Raises PermissionDenied."""
    require(actor, "accounts.sign_up")
    User.objects.filter(pk=user_id).update(phone=phone, phone_verified_at=None)


@transaction.atomic
def verify_phone(*, user_id: int, phone: str, actor: Actor, now: dt.datetime) -> User:
    """The code was right: the number is the person's own, and claims of others on it are void.

    Raises PhoneTaken, PermissionDenied. The number does not enter the log.
    """
    require(actor, "accounts.sign_up")
    holders = {user.pk: user for user in User.objects.select_for_update(no_key=True).filter(phone=phone).order_by("pk")}
    if any(user.phone_verified_at and user.pk != user_id for user in holders.values()):
        raise PhoneTaken
    User.objects.filter(pk__in=holders).exclude(pk=user_id).update(phone="")
    user = holders.get(user_id) or User.objects.select_for_update(no_key=True).get(pk=user_id)
    user.phone, user.phone_verified_at = phone, now
    user.save(update_fields=["phone", "phone_verified_at"])
    record(actor=actor, event="accounts.phone.verified", subject=user, now=now)
    return user


@transaction.atomic
def send_code(*, phone: str, code: str, actor: Actor, now: dt.datetime) -> None:
    """Send the code by text message, through the outbox. Raises PermissionDenied."""
    require(actor, "accounts.sign_up")
    _send(phone, "accounts.phone.code", {"code": code}, actor, now)


@transaction.atomic
def warn_of_known_phone(*, phone: str, actor: Actor, now: dt.datetime) -> None:
    """Tell the owner of a number that somebody tried to open a second account with it. Raises PermissionDenied."""
    require(actor, "accounts.sign_up")
    _send(phone, "accounts.phone.known", {}, actor, now)


def _send(phone: str, event: str, context: dict[str, str], actor: Actor, now: dt.datetime) -> None:
    subject = _("Code of your account")
    send_letter(actor=actor, event=event, channel="SMS", address=phone, subject=subject, context=context, now=now)
