"""The identity number of a resident."""

import datetime as dt

from django.db import transaction

from pendopo.accounts import nik as numbers
from pendopo.accounts.models import Citizen, User
from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require


class NikRefused(Exception):
    """The number is not sixteen digits, or belongs to another account. The answer is the same for both."""


@transaction.atomic
def register_nik(*, user_id: int, nik: str, actor: Actor, now: dt.datetime) -> Citizen:
    """Keep the person's number, encrypted. Raises NikRefused, PermissionDenied. Nothing of it enters the log."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    require(actor, "accounts.register_nik", user)
    index = numbers.blind_index(nik)
    if not numbers.is_well_formed(nik) or Citizen.objects.filter(nik_index=index).exclude(user=user).exists():
        raise NikRefused
    values = {"nik_cipher": numbers.encrypt(nik), "nik_index": index, "nik_last": nik[-4:], "registered_at": now}
    citizen, _created = Citizen.objects.update_or_create(user=user, defaults=values)
    record(actor=actor, event="accounts.nik.registered", now=now)
    return citizen
