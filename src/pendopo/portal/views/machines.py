"""robots.txt, the site map, security.txt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel import clock
from pendopo.kernel.pagecache import public_page
from pendopo.portal import queries

PLAIN = "text/plain; charset=utf-8"


@public_page()
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; workspaces may not."""
    return render(request, "portal/robots.txt", {"site_url": settings.SITE_URL}, content_type=PLAIN)


@public_page("regions", "budget")
def sitemap(request: HttpRequest) -> HttpResponse:
    """The public pages of this instance."""
    context = {"site_url": settings.SITE_URL, "paths": queries.public_paths()}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@public_page()
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a security problem (RFC 9116)."""
    context = {"site_url": settings.SITE_URL, "year": clock.today().year + 1}
    return render(request, "portal/security.txt", context, content_type=PLAIN)
