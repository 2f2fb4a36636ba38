"""Exceptions of acts become answers once, here: MoveRefused is 409; PermissionDenied is Django's own 403."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.states import MoveRefused


class RefusalMiddleware:
    """Renders 409.html for a move that the present status does not allow."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MoveRefused):
            return render(request, "409.html", {"refusal": exception}, status=409)
        return None
