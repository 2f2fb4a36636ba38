"""Rules for officials in the workspace: short sessions, and a second step after the grace."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pendopo.kernel import clock

WORKSPACE = "/workspace/"
BEGAN, SEEN = "pendopo_began", "pendopo_seen"
IDLE = 30 * 60
ABSOLUTE = 12 * 3600
WRITE_EVERY = 60
GRACE = dt.timedelta(days=14)


def expired(session: Any, now: float) -> bool:
    """Whether a session was idle for 30 minutes or has lasted 12 hours."""
    return now - session.get(SEEN, now) > IDLE or now - session.get(BEGAN, now) > ABSOLUTE


def grace_is_over(user: Any, today: dt.date) -> bool:
    """Whether 14 days have passed since the person's first right that holds today, or since the account began."""
    held = [grant.first for grant in user.grants if grant.covers(grant.role, None, today)]
    return bool(held) and today > max(min(held), user.created_at.date()) + GRACE


class OfficialMiddleware:
    """Only below /workspace/: public pages never ask who reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = self._refusal(request) if WORKSPACE in request.path_info else None
        return refusal or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        user: Any = request.user
        if not user.is_authenticated or not user.is_official():
            return None
        now = clock.now().timestamp()
        if expired(request.session, now):
            logout(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        self._note(request.session, now)
        if settings.PENDOPO_MFA_DUTY and grace_is_over(user, clock.today()) and not is_mfa_enabled(user):
            return redirect("mfa_index")
        return None

    def _note(self, session: Any, now: float) -> None:
        session.setdefault(BEGAN, now)
        if now - session.get(SEEN, 0) > WRITE_EVERY:
            session[SEEN] = now
