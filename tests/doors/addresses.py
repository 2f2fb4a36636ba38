"""Every door of the product, read from the resolver and from the API's own description."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.config.api import api

# Parts of the libraries that we do not serve as pages of our own; each has its reason.
OUTSIDE = {
    "api:api-root": "the root of the API names nothing but its paths",
    "api:openapi-json": "the description itself",
}


def _walk(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])


def operations() -> set[str]:
    """The API's operations as `api:GET /budget/nodes`."""
    schema = api.get_openapi_schema(path_prefix="")
    return {
        f"api:{method.upper()} {path if path.startswith('/') else '/' + path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }


def addresses() -> set[str]:
    """Names of all addresses."""
    names = set(_walk(get_resolver().url_patterns, ()))
    pages = {name for name in names if not name.startswith("api:")}
    return pages | operations()
