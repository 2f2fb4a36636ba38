"""Step-up: acts that change rights ask once more who sits there (security handbook 4.3: at most 10 minutes ago)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, suspend_request
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from pendopo.kernel import clock
from pendopo.kernel.access import require

FRESH = 10 * 60
View = Callable[..., HttpResponse]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown the second step (or, without one, the password) within ten minutes."""
    user: Any = request.user
    wanted = {"mfa"} if is_mfa_enabled(user) else {"mfa", "password"}
    records = get_authentication_records(request, user)
    now = clock.now().timestamp()
    return any(record["method"] in wanted and now - record["at"] < FRESH for record in records)


def _way(user: Any) -> str | None:
    """The page that asks again: the app's six digits, a passkey, the password; None where there is nothing to ask."""
    if is_mfa_enabled(user, types=[Authenticator.Type.TOTP]):
        return "mfa_reauthenticate"
    if is_mfa_enabled(user, types=[Authenticator.Type.WEBAUTHN]):
        return "mfa_reauthenticate_webauthn"
    return "account_reauthenticate" if get_reauthentication_flows(user) else None


def ask_again(request: HttpRequest, *, keep: bool = True) -> HttpResponseRedirect | None:
    """Where to send the person first; None when nothing needs to be asked.

    What was typed waits in the session and is sent on afterwards, unless `keep` is false (secrets).
    """
    way = None if is_fresh(request) else _way(request.user)
    if way is None:
        return None
    if keep:
        return suspend_request(request, reverse(way))
    return HttpResponseRedirect(f"{reverse(way)}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


def step_up(permission: str = "", *, keep: bool = True) -> Callable[[View], View]:
    """For views: sign in, hold the right (403 otherwise), then show once more that it is you."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if permission:
                require(user, permission)
            return ask_again(request, keep=keep) or view(request, *args, **kwargs)

        return asked

    return decorate
