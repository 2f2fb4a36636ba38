"""Units and people for tests, made directly in the tables."""

import datetime as dt

from allauth.account.internal.flows import login as flow
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.models import EmailAddress

from pendopo.accounts.models import Appointment, User
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.notices import queries as notices
from pendopo.notices.services import deliver_notice
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


def sign_in(client, user: User, method: str = "password", minutes_ago: int = 0):
    """Sign in as one who has just (or some minutes ago) shown the password, or with `mfa` the second step."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    shown = {"method": method, "at": clock.now().timestamp() - 60 * minutes_ago, "reauthenticated": True}
    session = client.session
    session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
    session[flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


def deliver_all() -> None:
    """What the worker does: send everything that waits in the outbox."""
    for pk in notices.due(clock.now()):
        deliver_notice(notice_id=pk, actor=SYSTEM, now=clock.now())
