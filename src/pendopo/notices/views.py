"""The inbox, the dead letters, and whom we tell outside."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits, require
from pendopo.notices import queries, services
from pendopo.notices.forms import RhythmForm, WebhookForm
from pendopo.notices.signing import secret_of

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


@login_required
def rhythm(request: HttpRequest) -> HttpResponse:
    """How often the person wants to hear by e-mail."""
    form = RhythmForm(request.POST or None, initial={"rhythm": queries.rhythm_of(_actor(request))})
    if request.method == "POST" and form.is_valid():
        services.set_preference(actor=_actor(request), rhythm=form.cleaned_data["rhythm"], now=clock.now())
        return redirect("notices:inbox")
    return render(request, "notices/rhythm.html", {"form": form})


@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """The webhooks, and a form for another; `dibuka` names the one whose secret is shown."""
    require(_actor(request), "notices.see_webhooks")
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_webhook(actor=_actor(request), now=clock.now(), **form.cleaned_data)
            return redirect(f"{reverse('notices:webhooks')}?dibuka={opened.pk}")
        except services.EventUnknown as refusal:
            form.refuse_event(refusal)
    found = queries.webhooks_visible_to(_actor(request))
    number = request.GET.get("dibuka", "")
    shown = found.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    secret = secret_of(shown.nonce) if shown else ""
    context = {"form": form, "page": _page(request, found), "opened": shown, "secret": secret}
    return render(request, "notices/webhooks.html", context)


@require_POST
@login_required
def stop_webhook(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell a system nothing more."""
    get_object_or_404(queries.webhooks_visible_to(_actor(request)), pk=endpoint_id)
    services.stop_webhook(endpoint_id=endpoint_id, actor=_actor(request), now=clock.now())
    return redirect("notices:webhooks")
