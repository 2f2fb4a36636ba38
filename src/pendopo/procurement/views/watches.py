"""What a person wants to hear of: new packages and runs by kind, method, place and words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import queries, services
from pendopo.procurement.forms_suppliers import WatchForm
from pendopo.procurement.kinds import Kind, Method
from pendopo.regions import queries as regions


def places() -> list[tuple[str, str]]:
    """(code, name) of the kecamatan that a wish may name."""
    return [(area.code, area.name) for area in regions.kecamatan_of(regions.region_code())]


def _said(watch: Any, places: dict[str, str]) -> str:
    """A wish in words: "Construction work; Tender; Karangreja; “jalan”"."""
    parts = [
        ", ".join(str(Kind(one).label) for one in watch.kinds),
        ", ".join(str(Method(one).label) for one in watch.methods),
        ", ".join(places.get(code, code) for code in watch.places),
        ", ".join(f"“{word}”" for word in watch.words),
    ]
    return "; ".join(part for part in parts if part) or _("Everything that is announced")


@login_required
def watches(request: HttpRequest) -> HttpResponse:
    """One's wishes, and a form for a further one."""
    actor, known = actor_of(request), places()
    form = WatchForm(request.POST or None, places=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.begin_watch(**form.cleaned_data, actor=actor, now=clock.now())
            messages.success(request, _("You get a message for each new package and run that fits."))
            return redirect("procurement:watches")
        except services.WatchRefused:
            form.add_error(None, _("Twenty wishes are the most. Remove one first."))
    own = [(watch, _said(watch, dict(known))) for watch in queries.watches_of(actor)]
    return render(request, "procurement/own/watches.html", {"form": form, "watches": own})


@login_required
@require_POST
def end_watch(request: HttpRequest, watch: int) -> HttpResponse:
    """Hear of it no more."""
    actor = actor_of(request)
    if not queries.watches_of(actor).filter(pk=watch).exists():
        raise Http404
    services.end_watch(watch_id=watch, actor=actor, now=clock.now())
    messages.success(request, _("You get no more messages about this."))
    return redirect("procurement:watches")


@never_cache
def stop_watches(request: HttpRequest, key: str) -> HttpResponse:
    """The link in a message: says what would stop, and stops it when the button is pressed; no sign-in.

    Opening it changes nothing: mail programs and scanners open links of themselves.
    """
    found = queries.watches_by_key(key)
    if not found:
        raise Http404
    if request.method == "POST":
        services.stop_watches(key=key, actor=ANONYMOUS, now=clock.now())
        return redirect("procurement:stop_watches", key=key)
    known = dict(places())
    live = [_said(watch, known) for watch in found if watch.ended_at is None]
    return render(request, "procurement/suppliers/stop.html", {"wishes": live})
