"""Rules for officials in the workspace: short sessions, and a second step after the grace."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pendopo.accounts import queries
from pendopo.kernel import clock

WORKSPACE = "/workspace/"
BEGAN, SEEN, DEVICE = "pendopo_began", "pendopo_seen", "pendopo_device"
IDLE = 30 * 60
ABSOLUTE = 12 * 3600
WRITE_EVERY = 60
# Where the second step is set up, and the way out.
OWN_ACCOUNT = ("/akun/", "/masuk/", "/keluar/")
# Pages of one person: nothing of them stays in the browser after signing out.
PRIVATE = (WORKSPACE, "/akun/")
SAFE = {"GET", "HEAD", "OPTIONS"}


def expired(session: Any, now: float) -> bool:
    """Whether a session was idle for 30 minutes or has lasted 12 hours."""
    return now - session.get(SEEN, now) > IDLE or now - session.get(BEGAN, now) > ABSOLUTE


def grace_is_over(user: Any, today: dt.date) -> bool:
    """Whether an official has passed the day until which the second step could wait."""
    due = queries.mfa_due_date(user, today)
    return due is not None and today > due


class DeviceMiddleware:
    """Keeps the list of one's devices up to date, as allauth's own does, but once a minute and not at each request.

    A change of address or browser is noted at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now, place = clock.now().timestamp(), self._place(request)
        at, known = request.session.get(DEVICE, (0, ""))
        if now - at > WRITE_EVERY or known != place:
            UserSession.objects.create_from_request(request)
            request.session[DEVICE] = (now, place)

    def _place(self, request: HttpRequest) -> str:
        """A digest, so that no address stands in the session's row."""
        text = f"{get_adapter().get_client_ip(request)} {request.headers.get('User-Agent', '')}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class OfficialMiddleware:
    """Below /workspace/, and wherever something is sent: reading public pages never asks who reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = self._refusal(request) if self._concerns(request) else None
        answer = refusal or self.get_response(request)
        if any(door in request.path_info for door in PRIVATE):
            answer.setdefault("Cache-Control", "private, no-store")
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many codes asked for: the page that says so, for the library leaves some of these unanswered."""
        return respond_429(request) if isinstance(exception, RateLimited) else None

    def _concerns(self, request: HttpRequest) -> bool:
        path = request.path_info
        return WORKSPACE in path or (request.method not in SAFE and not any(door in path for door in OWN_ACCOUNT))

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        user: Any = request.user
        if not user.is_authenticated or not user.is_official():
            return None
        now = clock.now().timestamp()
        if expired(request.session, now):
            logout(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        self._note(request.session, now)
        if settings.PENDOPO_MFA_DUTY and not is_mfa_enabled(user) and grace_is_over(user, clock.today()):
            return redirect("mfa_index")
        return None

    def _note(self, session: Any, now: float) -> None:
        session.setdefault(BEGAN, now)
        if now - session.get(SEEN, 0) > WRITE_EVERY:
            session[SEEN] = now
