"""robots.txt, the site map in parts, security.txt."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel import clock
from pendopo.kernel.pagecache import public_page
from pendopo.portal import sitemaps

PLAIN = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"


@public_page()
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; workspaces may not."""
    return render(request, "portal/robots.txt", {"site_url": settings.SITE_URL}, content_type=PLAIN)


@public_page("regions", "budget")
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the site map."""
    context = {"site_url": settings.SITE_URL, "parts": sitemaps.parts()}
    return render(request, "portal/sitemap.xml", context, content_type=XML)


@public_page("regions", "budget")
def sitemap_part(request: HttpRequest, part: str, page: int) -> HttpResponse:
    """One part: every address with the same page in the other languages."""
    paths = sitemaps.paths(part, page)
    if not paths:
        raise Http404
    context = {"site_url": settings.SITE_URL, "pages": sitemaps.in_all_languages(paths)}
    return render(request, "portal/sitemap_part.xml", context, content_type=XML)


@public_page()
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a security problem (RFC 9116); it holds for half a year, counted from the first of the month."""
    expires = clock.today().replace(day=1) + dt.timedelta(days=182)
    context = {"site_url": settings.SITE_URL, "expires": expires}
    return render(request, "portal/security.txt", context, content_type=PLAIN)
