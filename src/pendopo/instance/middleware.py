"""A module that is off has no page and no API: 404. Pages are shown in the regency's own time."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

from pendopo.instance import queries
from pendopo.instance.models import ModuleName

SWITCHABLE = frozenset(ModuleName.values)
# Pages of the portal module that live in packages with more to do.
OF_PORTAL = frozenset({"portal:home", "portal:search", "regions"})
API = "api/v1/"


def module_of(match: ResolverMatch) -> str:
    """The switchable module that an address belongs to; empty when it is always there."""
    package = match.namespaces[0] if match.namespaces else ""
    if match.route.startswith(API):
        package = match.route.removeprefix(API).split("/")[0].replace("-", "_")
    if package in OF_PORTAL or match.view_name in OF_PORTAL:
        return ModuleName.PORTAL
    return package if package in SWITCHABLE and package != ModuleName.PORTAL else ""


class ModuleMiddleware:
    """Answers 404 for addresses of a module that is switched off; settings are read once per request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with queries.remembering(), timezone.override(timezone.get_default_timezone()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or not match.namespaces:
            return  # addresses of machines, which must answer without a database
        if (module := module_of(match)) and module not in queries.modules_on():
            raise Http404(module)
        if instance := queries.current():
            timezone.activate(ZoneInfo(instance.time_zone))
