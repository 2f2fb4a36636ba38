"""The opening of bids in the workspace: one page for chair, trustees, bidders and auditor."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.procurement import opening_memory, queries
from pendopo.procurement.forms_sealing import BidKeyForm, CopyForm, KeyFileForm
from pendopo.procurement.views.sealing_plans import run_of
from pendopo.procurement.views.sealing_words import envelope_name, opening_words, screen_of, sending_words


@login_required
def opening(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """The ceremony of one stage, step by step; the page asks the API how far it is."""
    actor, run = actor_of(request), run_of(request, code)
    if not queries.may_attend(actor, run) or stage not in queries.stages_of(run):
        raise Http404
    own = queries.own_trustee(actor)
    recipient, bids = own.recipient if own else "", queries.participants_of(actor, run).exists()
    context = {
        "tender": run,
        "stage": stage,
        "name": envelope_name(stage),
        "memory": opening_memory.is_ready(),
        "steps": [
            _("Bidding closed"), _("Trustees present"), _("Shares opened"), _("Keys put together"),
            _("Time for own keys"), _("Bids shown"), _("Minutes"),
        ],
        "key_form": KeyFileForm() if own else None,
        "bid_form": BidKeyForm() if bids else None,
        "copy_form": CopyForm() if bids else None,
        "screen": screen_of(
            request, opening_words() | sending_words(), code=run.code, stage=stage, recipient=recipient,
            reads=queries.may_read_bid_files(actor, run),
        ),
    }  # fmt: skip
    return render(request, "procurement/sealing/opening.html", context)
