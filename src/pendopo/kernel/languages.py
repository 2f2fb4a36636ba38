"""Languages live in the address: `id` at /, `en` under /en/, Banyumas Javanese under /jv/. Pages stay cacheable."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.urls.resolvers import LocalePrefixPattern, URLPattern, URLResolver
from django.utils import translation
from django.utils.translation import gettext_lazy as _

DEFAULT = "id"
LANGUAGES: list[tuple[str, Any]] = [
    ("id", _("Indonesian")),
    ("en", _("English")),
    ("jv-banyumas", _("Banyumas Javanese")),
]
PREFIXES = {"en": "en", "jv-banyumas": "jv"}
HTML_LANG = {"jv-banyumas": "jv"}

for _code, _name, _local in (("jv", "Javanese", "Basa Jawa"), ("jv-banyumas", "Banyumas Javanese", "Banyumasan")):
    LANG_INFO.setdefault(_code, {"bidi": False, "code": _code, "name": _name, "name_local": _local})


class UrlLanguagePattern(LocalePrefixPattern):
    """Writes and matches the short prefixes above; the default language has none."""

    @property
    def language_prefix(self) -> str:
        prefix = PREFIXES.get(translation.get_language() or DEFAULT)
        return f"{prefix}/" if prefix else ""


def language_patterns(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """The pages' addresses below a language prefix; without a prefix is the default language."""
    return [URLResolver(UrlLanguagePattern(prefix_default_language=False), list(patterns))]


def language_of(path: str) -> str:
    """The language that an address names by its first segment."""
    first = path.lstrip("/").split("/", 1)[0]
    return next((code for code, prefix in PREFIXES.items() if prefix == first), DEFAULT)


def in_language(path: str, code: str) -> str:
    """The same address in another language. `path` begins with a slash."""
    prefix = PREFIXES.get(language_of(path))
    bare = path[len(prefix) + 1 :] if prefix else path
    wanted = PREFIXES.get(code)
    return f"/{wanted}{bare or '/'}" if wanted else bare or "/"


class UrlLanguageMiddleware:
    """Activates the language of the address; never asks cookies or Accept-Language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = language_of(request.path_info)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", HTML_LANG.get(code, code))
        return response


def choices(path: str) -> list[dict[str, Any]]:
    """The language switch of a page: code, html lang, label in its own language, address, whether it is current."""
    current = language_of(path)
    return [
        {
            "code": code,
            "html_lang": HTML_LANG.get(code, code),
            "label": LANG_INFO[code]["name_local"],
            "url": in_language(path, code),
            "current": code == current,
        }
        for code, _label in settings.LANGUAGES
    ]
