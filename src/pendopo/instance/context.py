"""What every page knows of the instance: the variable `site`."""

import contextlib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from pendopo.instance import queries
from pendopo.kernel import languages
from pendopo.kernel.access import permits

PORTAL_NAV = [
    ("public_services", "public_services:home"),
    ("complaints", "complaints:home"),
    ("portal", "regions:desa_list"),
    ("budget", "budget:home"),
    ("procurement", "procurement:packages"),
]


NETWORKS = {
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "tiktok.com": "TikTok",
    "x.com": "X",
    "t.me": "Telegram",
    "wa.me": "WhatsApp",
    "whatsapp.com": "WhatsApp",
}

# Each page of the workspace with the permission that it asks for; a page without one is open to everybody signed in.
WORKSPACE_NAV = {
    "portal:workspace": "",
    "notices:inbox": "",
    "budget:stages": "budget.see_rka",
    "budget:apbdes_work": "budget.see_apbdes",
    "procurement:work": "procurement.see_packages",
    "procurement:village_desk": "procurement.see_village",
    "procurement:own": "procurement.see_own_suppliers",
    "accounts:people": "accounts.see_people",
    "organisations:units": "organisations.import_units",
    "files:imports": "files.see_imports",
    "instance:settings": "instance.see_settings",
    "portal:style": "instance.see_settings",
}


def workspace_pages(actor: Any) -> list[str]:
    """Names of the workspace pages that the actor may open, in the order of the navigation line."""
    return [name for name, permission in WORKSPACE_NAV.items() if not permission or permits(actor, permission)]


def _workspace_label(name: str) -> str:
    return {
        "portal:workspace": gettext("Home"),
        "notices:inbox": gettext("Inbox"),
        "budget:stages": gettext("Budget"),
        "budget:apbdes_work": gettext("Village budgets"),
        "procurement:work": gettext("Procurement"),
        "procurement:village_desk": gettext("Village purchases"),
        "procurement:own": gettext("Your firms"),
        "accounts:people": gettext("People"),
        "organisations:units": gettext("Units"),
        "files:imports": gettext("Imports"),
        "instance:settings": gettext("Settings"),
        "portal:style": gettext("Style"),
    }[name]


def _in_workspace(request: HttpRequest) -> bool:
    """Only these pages may ask who reads: a public page that did could not be kept."""
    return "/workspace/" in request.path and request.user.is_authenticated


def _workspace_nav(request: HttpRequest) -> list[dict[str, Any]]:
    entries = []
    for name in workspace_pages(request.user):
        with contextlib.suppress(NoReverseMatch):
            entries.append({"label": _workspace_label(name), "url": reverse(name)})
    nearest = max((e["url"] for e in entries if _is_here(request.path, e["url"])), key=len, default="")
    return [entry | {"current": entry["url"] == nearest} for entry in entries]


def _is_here(path: str, url: str) -> bool:
    """Whether the page stands at the entry's address or, but for the first page, below it."""
    return path == url or (url.count("/") > 2 and path.startswith(url))


def _places() -> str:
    """What the places of this regency are called where one word must do."""
    instance = queries.current()
    return gettext("Villages") if instance is None or instance.has_desa else gettext("Urban villages")


def _label(module: str) -> str:
    return {
        "public_services": gettext("Services"),
        "complaints": gettext("Report"),
        "portal": _places(),
        "budget": gettext("Budget"),
        "procurement": gettext("Procurement"),
    }[module]


def _nav(request: HttpRequest, modules: frozenset[str]) -> list[dict[str, Any]]:
    entries = []
    for module, name in PORTAL_NAV:
        if module not in modules:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append({"label": _label(module), "url": url, "current": request.path.startswith(url)})
    return entries


def _social(links: list[str]) -> list[dict[str, str]]:
    hosts = [(link, urlsplit(link).netloc.removeprefix("www.")) for link in links]
    return [{"url": link, "label": NETWORKS.get(host, host)} for link, host in hosts]


def _brand_css(instance: Any) -> str:
    """The address of the regency's own colours; it carries them, so a browser may keep it for long."""
    if not queries.has_own_colours(instance):
        return ""
    return f"{reverse('brand-css')}?v={'-'.join(value[1:] for value in queries.colours(instance).values())}"


def _site(request: HttpRequest) -> dict[str, Any]:
    instance = queries.current()
    modules = queries.modules_on()
    return {
        "name": instance.name if instance else "Pendopo",
        "url": settings.SITE_URL,
        "tagline": instance.tagline if instance else "",
        "region_code": instance.region_code if instance else "",
        "kind": instance.kind if instance else "",
        "places": _places(),
        "is_demo": bool(instance and instance.demo),
        "is_local": settings.PENDOPO_LOCAL,
        "modules": modules,
        "language": get_language(),
        "html_lang": languages.HTML_LANG.get(get_language() or "", get_language()),
        "languages": languages.choices(request.path),
        "nav": _nav(request, modules),
        "workspace_nav": _workspace_nav(request) if _in_workspace(request) else [],
        "emergency_phone": "112",
        "contact_phone": instance.contact_phone if instance else "",
        "contact_hours": instance.contact_hours if instance else "",
        "contact_email": instance.contact_email if instance else "",
        "contact_address": instance.contact_address if instance else "",
        "social": _social(instance.social_links if instance else []),
        "updated_at": instance.updated_at if instance else None,
        "crest_url": queries.crest_url(instance),
        "brand_colour": queries.colours(instance)["brand_colour"],
        "brand_css": _brand_css(instance),
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site`, read only when a template asks for it.

    The sign-in library's views put a `site` of their own over ours, so the layout takes it back from `our_site`.
    """
    ours = SimpleLazyObject(lambda: _site(request))
    return {"site": ours, "our_site": ours}
