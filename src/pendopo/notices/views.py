"""The inbox and the dead letters."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.notices import queries, services

PAGE_SIZE = 25


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)


def _page(request: HttpRequest, found: Any) -> Any:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman", "1"))


@require_GET
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """The person's own notices, newest first."""
    actor = _actor(request)
    page = _page(request, queries.inbox_visible_to(actor))
    context = {"page": page, "unread": queries.unread_count(actor), "may_requeue": permits(actor, "notices.requeue")}
    return render(request, "notices/inbox.html", context)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_read(actor=_actor(request), now=clock.now())
    return redirect("notices:inbox")


@require_POST
@login_required
def read(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one notice as read."""
    get_object_or_404(queries.inbox_visible_to(_actor(request)), pk=notice_id)
    services.mark_read(notice_id=notice_id, actor=_actor(request), now=clock.now())
    return redirect("notices:inbox")


@require_GET
@login_required
def dead(request: HttpRequest) -> HttpResponse:
    """The notices that were given up."""
    if not permits(_actor(request), "notices.requeue"):
        raise PermissionDenied
    return render(request, "notices/dead.html", {"page": _page(request, queries.dead_visible_to(_actor(request)))})


@require_POST
@login_required
def requeue(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Send a dead notice again."""
    get_object_or_404(queries.dead_visible_to(_actor(request)), pk=notice_id)
    services.requeue_notice(notice_id=notice_id, actor=_actor(request), now=clock.now())
    return redirect("notices:dead")
