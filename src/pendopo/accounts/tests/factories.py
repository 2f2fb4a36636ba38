"""Units and people for tests, made directly in the tables."""

import datetime as dt

from allauth.account.models import EmailAddress

from pendopo.accounts.models import Appointment, User
from pendopo.organisations.models import Unit

LONG_AGO = dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2020, 1, 1)
PASSWORD = "kata sandi yang panjang"


def unit(code: str, name: str, short_name: str = "", parent: Unit | None = None, kind: str = "OPD") -> Unit:
    made, _new = Unit.objects.get_or_create(
        code=code, defaults={"name": name, "short_name": short_name, "parent": parent, "kind": kind}
    )
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save()
    return made


def person(email: str, name: str, roles: list[str] = (), unit: Unit | None = None) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, created_at=LONG_AGO)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for role in roles:
        Appointment.objects.create(user=user, holder_name=name, role=role, unit=unit, from_date=FIRST_DAY)
    return user
