"""The addresses of the public pages, in parts of at most 2,000, each with its other languages."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from pendopo.budget.queries import place_paths as budget_paths
from pendopo.instance.queries import modules_on
from pendopo.kernel import languages
from pendopo.procurement.queries import place_paths as procurement_paths
from pendopo.regions.queries import place_paths

PER_PART = 2000


def _pages() -> list[str]:
    names = ["portal:status", "portal:accessibility", "portal:privacy", "audit:log"]
    return [reverse(name) for name in names]


def _places() -> list[str]:
    if "portal" not in modules_on():
        return []
    return [reverse("portal:home"), reverse("regions:desa_list"), *place_paths()]


def _budget() -> list[str]:
    return budget_paths() if "budget" in modules_on() else []


def _procurement() -> list[str]:
    return procurement_paths() if "procurement" in modules_on() else []


SECTIONS: dict[str, Callable[[], list[str]]] = {
    "halaman": _pages,
    "wilayah": _places,
    "anggaran": _budget,
    "pengadaan": _procurement,
}


def parts() -> list[tuple[str, int]]:
    """The name and the number (from 1) of every part that holds something."""
    return [(name, page) for name, read in SECTIONS.items() for page in range(1, -(-len(read()) // PER_PART) + 1)]


def paths(part: str, page: int) -> list[str]:
    """The addresses of one part in the default language; none for a part that is not there."""
    read = SECTIONS.get(part)
    return read()[(page - 1) * PER_PART : page * PER_PART] if read and page > 0 else []


def in_all_languages(found: list[str]) -> list[dict]:
    """Each address with `(language, address)` of every language."""
    codes = [(languages.HTML_LANG.get(code, code), code) for code, _label in settings.LANGUAGES]
    return [
        {"path": path, "others": [(tag, languages.in_language(path, code)) for tag, code in codes]} for path in found
    ]
