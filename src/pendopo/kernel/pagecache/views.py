"""How a view says that its page is public and what it depends on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

TOPICS_HEADER = "X-Pendopo-Topics"
Topic = str | Callable[..., str]


def public_page(
    *topics: Topic, max_age: int = 60
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view as public: no cookie, cacheable, dropped when one of its topics is touched.

    A topic is a text, or a function of the view's own keyword arguments that returns one. Every page also depends on
    `site` (name, look, modules). Only answers 200 to GET and HEAD are kept; `max_age` is in seconds, for proxies.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def public(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.method in {"GET", "HEAD"} and response.status_code == 200:
                named = [topic if isinstance(topic, str) else topic(**kwargs) for topic in topics]
                response.headers[TOPICS_HEADER] = ",".join(["site", *named])
                response.headers.setdefault("Cache-Control", f"public, max-age={max_age}, stale-while-revalidate=600")
            return response

        return public

    return decorate
