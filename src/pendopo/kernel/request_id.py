"""Every request has an id: in its entries of the log, in the lines that are logged, on the page of a failure."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

HEADER = "X-Request-ID"
SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of the request that is being answered; empty in jobs and commands."""
    return _current.get()


def chosen(given: str) -> str:
    """The proxy's id where the settings trust the proxy and it is a safe word, else a new one of 20 signs."""
    if getattr(settings, "PENDOPO_TRUST_REQUEST_ID", False) and SAFE.fullmatch(given):
        return given
    return secrets.token_hex(10)


class RequestIdMiddleware:
    """Gives each request its id, and tells it in the answer's header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _current.set(chosen(request.headers.get(HEADER, "")))
        try:
            response = self.get_response(request)
            response.headers[HEADER] = current()
        finally:
            _current.reset(token)
        return response


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to each record, a dash where there is no request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current() or "-"
        return True


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a failure names the id, so that its lines can be found; it needs no database."""
    return HttpResponse(get_template("500.html").render({"incident": current()}), status=500)
