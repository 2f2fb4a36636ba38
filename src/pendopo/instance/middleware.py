"""A module that is off has no page and no API: 404."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from pendopo.instance import queries
from pendopo.instance.models import ModuleName

SWITCHABLE = set(ModuleName.values) - {ModuleName.PORTAL.value}


class ModuleMiddleware:
    """Answers 404 for addresses of a module that is switched off; settings are read once per request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with queries.remembering():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        module = match.namespaces[0] if match and match.namespaces else ""
        if module in SWITCHABLE and module not in queries.modules_on():
            raise Http404(module)
