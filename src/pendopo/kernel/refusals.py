"""Refused everywhere alike: MoveRefused is 409, a NUL byte 400; PermissionDenied is already 403 by Django."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from pendopo.kernel.states import MoveRefused

API = "/api/"


def for_machines(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same refusal as JSON, where Django would show a page to a machine."""
    shown = request.path.startswith(API) and answer.status_code >= 400
    if not shown or "text/html" not in answer.get("Content-Type", ""):
        return answer
    return JsonResponse({"detail": answer.reason_phrase}, status=answer.status_code)


class RefusalMiddleware:
    """Renders 409.html for a move that the present status does not allow; PostgreSQL's texts know no NUL byte."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            if request.path.startswith(API):
                return JsonResponse({"detail": "NUL byte"}, status=400)
            raise BadRequest("NUL byte")
        return for_machines(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MoveRefused):
            return render(request, "409.html", {"refusal": exception}, status=409)
        return None
