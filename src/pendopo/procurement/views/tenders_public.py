"""Selection runs for everybody: the list, one run with its schedule, offers after the opening, contracts."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pendopo.budget.names import readable
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import clock_time, date_and_time
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_tenders import TenderFilterForm
from pendopo.procurement.views.award_words import sanggah_rows, sppbj_facts
from pendopo.procurement.views.contract_words import written
from pendopo.procurement.views.packages_public import PER_PAGE, topic
from pendopo.procurement.views.run_words import steps_said


@public_page("procurement", topic)
def tenders(request: HttpRequest) -> HttpResponse:
    """Announced runs that answer the filters."""
    years = queries.tender_years(ANONYMOUS)
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_tenders(ANONYMOUS)]
    form = TenderFilterForm(request.GET, years=years, units=units)
    found = queries.find_tenders(queries.tenders_visible_to(ANONYMOUS), form.question(request.GET.get("urut", "")))
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "procurement/tenders/list.html", context)


@public_page("procurement", topic)
def tender(request: HttpRequest, code: str) -> HttpResponse:
    """One run: what for, its schedule, who offered what once bids are open, what came of it."""
    found = queries.tender_at(ANONYMOUS, code)
    if found is None:
        raise Http404
    context = {
        "tender": found,
        "facts": _facts(found),
        "open": queries.takes_part_still(found, clock.now()),
        "steps": steps_said(queries.steps_of(found), clock.now()),
        "documents": queries.documents_of(found),
        "amendments": queries.amendments_of(found),
        "questions": queries.questions_of(found, answered=True),
        "briefings": queries.briefings_of(found),
        "opened": queries.is_opened(found),
        "result": queries.result_for_everybody(found),
        "registered": queries.registered_of(found),
        "packages": queries.packages_of(found),
        "auction": queries.auction_of(found),
        "contracts": queries.contracts_of_run(found),
        "objections": sanggah_rows(queries.sanggah_of(found), clock.today()),
        "appointments": [{"row": one, "facts": sppbj_facts(one)} for one in queries.appointments_of(found)],
    }
    return render(request, "procurement/tenders/tender.html", context | _shortlist(found))


def _shortlist(tender: Any) -> dict[str, Any]:
    """Where the prequalification stands, and its short list once it is announced."""
    stage = queries.prequalification_of(tender, clock.now())
    return {"stage": stage, "shortlist": queries.shortlist_for_everybody(tender) if stage else []}


@never_cache
def tender_clock(request: HttpRequest, code: str) -> HttpResponse:
    """The server's clock to the second beside the deadline, never from a cache; `bagian` asks for the time alone."""
    found = queries.run_with_clock(ANONYMOUS, code)
    if found is None:
        raise Http404
    moment = timezone.localtime(clock.now())
    left = found.deadline_at - moment if found.deadline_at else None
    context = {
        "run": found,
        "moment": moment,
        "offset": int((moment.utcoffset() or dt.timedelta()).total_seconds()),
        "zone": clock_time(moment).split("\u00a0")[-1],
        "left": str(left).split(".")[0] if left and left > dt.timedelta() else "",
    }
    part = "#now" if request.GET.get("bagian") else ""
    return render(request, f"procurement/tenders/clock.html{part}", context)


def _facts(tender: Any) -> list[dict[str, Any]]:
    rows = [
        (_("Owner's estimate (HPS)"), written(tender.hps_amount) if tender.hps_amount is not None else ""),
        (_("Ceiling"), written(tender.ceiling_amount) if tender.ceiling_amount is not None else ""),
        (_("What is bought"), tender.get_kind_display()),
        (_("Method"), tender.get_method_display() or tender.stated_method),
        (_("Place"), tender.place_note),
        (_("Announced"), date_and_time(tender.announced_at) if tender.announced_at else ""),
        (_("Last moment for bids"), date_and_time(tender.deadline_at) if tender.deadline_at else ""),
        (_("Ended because"), tender.end_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
