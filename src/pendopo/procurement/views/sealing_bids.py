"""A bidder's envelopes of a run: how far each is, sealing one, receipts, taking one back."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.display import date_and_time
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, sealing, services
from pendopo.procurement.views.sealing_plans import refusal_words, run_of
from pendopo.procurement.views.sealing_words import bid_words, envelope_name, screen_of

TAGS = {"COMMITTED": "wait", "STORED": "done", "RECOVERED": "done", "OPENED": "done", "UNOPENABLE": "late"}


def _own_run(request: HttpRequest, code: str) -> tuple[Any, Any]:
    """The run in which the asker bids, and its plan if there is one. Raises Http404."""
    run = run_of(request, code)
    if not queries.participants_of(actor_of(request), run).exists():
        raise Http404
    plans = queries.seal_plans_of(run)
    return run, plans[0] if plans else None


def _participant(request: HttpRequest, run: Any) -> tuple[Any, list[Any]]:
    """For which firm the account acts here, and all for which it may; none while it has to choose of several."""
    firms = list(queries.participants_of(actor_of(request), run).select_related("supplier__organisation")[:50])
    asked = request.GET.get("untuk", "")
    chosen = next((one for one in firms if str(one.pk) == asked), firms[0] if len(firms) == 1 else None)
    return chosen, firms


def _own_page(run: Any, firm: Any = None) -> str:
    """The page of own envelopes, for a firm where it is one of several."""
    page = reverse("procurement:own_envelopes", kwargs={"code": run.code})
    return f"{page}?untuk={firm.pk}" if firm else page


def _own(request: HttpRequest, code: str, header_hash: str) -> tuple[Any, Any]:
    run, _plan = _own_run(request, code)
    found = queries.own_envelopes(actor_of(request), run).filter(header_hash=header_hash).first()
    if found is None:
        raise Http404
    return run, found


@login_required
def envelopes(request: HttpRequest, code: str) -> HttpResponse:
    """Every envelope that the run asks for, with what was handed in and what may still be done."""
    run, plan = _own_run(request, code)
    kinds = plan.message["envelopes"] if plan else []
    chosen, firms = _participant(request, run)
    found = list(queries.own_envelopes(actor_of(request), run).filter(participant=chosen)[:100]) if chosen else []
    context = {
        "tender": run,
        "plan": plan,
        "firm": chosen,
        "several": f"?untuk={chosen.pk}" if chosen and len(firms) > 1 else "",
        "firms": firms,
        "open": queries.takes_envelopes(run, clock.now()),
        "now": clock.now(),
        "kinds": [_kind(kind, [one for one in found if one.envelope == kind]) for kind in kinds if chosen],
    }
    return render(request, "procurement/sealing/envelopes.html", context)


def _kind(kind: str, found: list[Any]) -> dict[str, Any]:
    rows = [{"envelope": one, "tag": TAGS.get(one.status, "closed"), "percent": _percent(one)} for one in found]
    live = next((row for row in rows if row["envelope"].status in ("COMMITTED", "STORED")), None)
    return {"code": kind, "name": envelope_name(kind), "rows": rows, "live": live}


def _percent(envelope: Any) -> int:
    return int(envelope.received * 100 // envelope.header["ciphertext_size"])


@login_required
def seal(request: HttpRequest, code: str, envelope: str) -> HttpResponse:
    """Seal one envelope in the browser and send it; the server sees ciphertext alone."""
    run, plan = _own_run(request, code)
    chosen, firms = _participant(request, run)
    takes = plan is not None and envelope in plan.message["envelopes"] and queries.takes_envelopes(run, clock.now())
    if chosen is None or not takes:
        return redirect("procurement:own_envelopes", code=run.code)
    mine = queries.own_envelopes(actor_of(request), run).filter(participant=chosen, envelope=envelope)
    live = mine.filter(status__in=("COMMITTED", "STORED")).first()
    facts = {"code": run.code, "envelope": envelope, "participant": chosen.pk, "live": _live(live)}
    firm = chosen if len(firms) > 1 else None
    context = {
        "tender": run,
        "plan": plan,
        "name": envelope_name(envelope),
        "envelope": envelope,
        "firm": firm,
        "priced": envelope != "file1",
        "live": live,
        "back": _own_page(run, firm),
        "screen": screen_of(request, bid_words(), **facts),
    }
    return render(request, "procurement/sealing/seal.html", context | {"deadline": date_and_time(run.deadline_at)})


def _live(envelope: Any) -> dict[str, Any] | None:
    return {"header_hash": envelope.header_hash, "status": envelope.status} if envelope else None


@login_required
def receipt(request: HttpRequest, code: str, header_hash: str) -> HttpResponse:
    """The receipt of a commitment, to be kept."""
    _run, found = _own(request, code, header_hash)
    proof = queries.receipt_of(found.entry)
    if proof is None:
        raise Http404
    return _file(json.dumps(proof, ensure_ascii=False, indent=1).encode(), f"tanda-terima-{header_hash[:8]}.json")


@login_required
def plan_file(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as `pendopo-bid` reads it."""
    run = queries.sealed_tender(actor_of(request), code)
    plans = queries.seal_plans_of(run) if run else []
    if not plans:
        raise Http404
    return _file(sealing.canonical(plans[0].message), f"rencana-sampul-{code}.json")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
def withdraw(request: HttpRequest, code: str, header_hash: str) -> HttpResponse:
    """Take an envelope back before the deadline, after asking."""
    run, found = _own(request, code, header_hash)
    if request.method == "POST":
        try:
            services.withdraw_envelope(envelope_id=found.pk, actor=actor_of(request))
            messages.success(request, _("The envelope is taken back. It will never be opened."))
        except (services.EnvelopeRefused, MoveRefused) as refusal:
            ended = services.EnvelopeRefused("ended") if isinstance(refusal, MoveRefused) else refusal
            messages.error(request, refusal_words(ended))
        return redirect(_own_page(run, found.participant))
    context = {
        "back": _own_page(run, found.participant),
        "tender": run,
        "envelope": found,
        "name": envelope_name(found.envelope),
        "firm": found.participant,
    }
    return render(request, "procurement/sealing/withdraw.html", context)
