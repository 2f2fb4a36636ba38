"""A trustee's own key: made in the browser, rehearsed from its file, revoked when it is lost."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import require
from pendopo.kernel.display import date_and_time
from pendopo.procurement import demo_keys, queries, services
from pendopo.procurement.forms_sealing import KeyFileForm, RevokeForm
from pendopo.procurement.sealing_words import words_for
from pendopo.procurement.views.sealing_words import key_words, screen_of


@login_required
def key(request: HttpRequest) -> HttpResponse:
    """The own key with its seats; without one, the way to make it."""
    actor = actor_of(request)
    require(actor, "procurement.register_trustee")
    own = queries.own_trustee(actor)
    usable = own is not None and own.revoked_at is None and own.proven_at is not None
    context = {
        "own": own,
        "usable": usable,
        "facts": _facts(own) if own else [],
        "seats": queries.seats_of(own) if own and usable else [],
        "waiting": queries.rehearsals_waiting(own) if own and usable else [],
        "roles": queries.sides_for(actor),
        "sample": demo_keys.PASSPHRASE if own and usable and demo_keys.is_sample(own) else "",
        "screen": screen_of(request, key_words()),
    }
    return render(request, "procurement/sealing/key.html", context)


def _facts(own: Any) -> list[dict[str, Any]]:
    days = dt.timedelta(days=queries.seal_rule()["rehearsal_days"])
    rows = [
        (_("Ending of the key"), own.recipient[-8:]),
        (_("Side"), own.get_role_display()),
        (_("Registered on"), date_and_time(own.registered_at)),
        (_("Last rehearsal"), date_and_time(own.rehearsed_at) if own.rehearsed_at else _("none yet")),
        (_("May take a seat until"), date_and_time(own.rehearsed_at + days) if own.rehearsed_at else ""),
        (_("Revoked"), f"{date_and_time(own.revoked_at)}: {own.revoked_reason}" if own.revoked_at else ""),
    ]
    return [{"key": name, "value": value} for name, value in rows if value]


def _usable(request: HttpRequest) -> Any:
    own = queries.own_trustee(actor_of(request))
    if own is None or own.revoked_at is not None or own.proven_at is None:
        raise Http404
    return own


@login_required
def sample_key(request: HttpRequest) -> HttpResponse:
    """The key file of a demo's own trustee; a real regency has none, and a key that a person made is not here."""
    own = _usable(request)
    try:
        content = demo_keys.sample_file(own)
    except demo_keys.NotADemo:
        raise Http404 from None
    name = f"kunci-contoh-{own.recipient[-8:]}.age"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@login_required
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Open the key file from disk and answer with it, for oneself and for the runs that wait."""
    own = _usable(request)
    context = {
        "own": own,
        "waiting": queries.rehearsals_waiting(own),
        "form": KeyFileForm(),
        "screen": screen_of(request, key_words(), recipient=own.recipient),
    }
    return render(request, "procurement/sealing/rehearsal.html", context)


@login_required
def revoke(request: HttpRequest) -> HttpResponse:
    """Say that the key is lost or stolen, after asking."""
    own = _usable(request)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.revoke_trustee(trustee_id=own.pk, reason=reason, actor=actor_of(request), now=clock.now())
            messages.success(request, _("The key is revoked. Make another one when you are to hold a seat again."))
            return redirect("procurement:trustee_key")
        except services.EnvelopeRefused as refusal:
            form.add_error(None, str(words_for(refusal.code)))
    return render(request, "procurement/sealing/revoke.html", {"own": own, "form": form})
