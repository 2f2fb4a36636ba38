"""Who asks for a page of the settings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from pendopo.kernel.access import require


def actor(request: HttpRequest) -> Any:
    """The person who is signed in."""
    return request.user


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who may see the settings; the acts ask again."""

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(actor(request), "instance.see_settings")
        return view(request, *args, **kwargs)

    return asked
