"""Repeated offers for those who make them, and for everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import auctioning, queries, services
from pendopo.procurement.forms_auctions import OfferForm
from pendopo.procurement.views.auction_words import exact_time, in_words, own_rows, refusal_text, rules_of, written
from pendopo.procurement.views.auctions import live


def _seat(request: HttpRequest, code: str) -> Any:
    seat = queries.own_seat(actor_of(request), code)
    if seat is None:
        raise Http404
    return seat


@login_required
def bid(request: HttpRequest, code: str) -> HttpResponse:
    """The bidder's page: the clock, the lowest price, the own place, one field."""
    seat = _seat(request, code)
    form = OfferForm(request.POST or None)
    asked = None
    if request.method == "POST" and form.is_valid():
        if _asks_again(seat, form):
            asked = form.amount_given()
        elif _offered(request, seat, form):
            return redirect("procurement:auction_bid", code=code)
    view = queries.auction_view(actor_of(request), seat.auction, seat=seat)
    context = live(view, request.path) | {
        "tender": view.tender,
        "seat": seat,
        "form": form,
        "own": own_rows(view, queries.next_most(seat)),
        "rules": rules_of(seat.auction),
        "asked": {"amount": asked, "written": written(asked), "words": in_words(asked)} if asked else None,
        "offers": queries.offers_of_auction(seat.auction, seat),
    }
    part = "#live" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"procurement/auctions/bid.html{part}", context)


def _asks_again(seat: Any, form: OfferForm) -> bool:
    """Whether a digit may be missing: far below one's last price, and not confirmed yet."""
    before = seat.last_amount or seat.participant.price_amount or seat.auction.most_amount
    sudden = auctioning.is_sudden(form.amount_given(), before) and form.amount_given() > 0
    return sudden and not form.confirmed()


def _offered(request: HttpRequest, seat: Any, form: OfferForm) -> bool:
    try:
        made = services.make_offer(
            auction_id=seat.auction_id, participant_id=seat.participant_id, amount=form.amount_given(),
            actor=actor_of(request),
        )  # fmt: skip
    except services.AuctionRefused as refusal:
        form.add_error("amount", refusal_text(refusal))
        return False
    said = {"amount": written(made.offer.amount), "time": exact_time(made.offer.offered_at)}
    messages.success(request, _("Your offer of %(amount)s is taken, at %(time)s.") % said)
    return True


@login_required
def receipt(request: HttpRequest, code: str, sequence: int) -> HttpResponse:
    """The receipt of one's own offer, to be checked offline."""
    found = queries.offer_receipt(actor_of(request), code, sequence)
    if found is None:
        raise Http404
    name = f"bukti-{code}-{sequence}.json"
    return JsonResponse(found, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def auction_public(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody sees the lowest price without names; names and all prices after the end.

    What it says depends on the clock, so it is not kept like other public pages.
    """
    found = queries.public_auction(ANONYMOUS, code)
    if found is None:
        raise Http404
    view = queries.auction_view(ANONYMOUS, found)
    named = view.phase == "ENDED"
    context = live(view, request.path) | {
        "tender": view.tender,
        "rules": rules_of(found),
        "named": named,
        "offers": queries.offers_of_auction(found) if named else [],
    }
    response = render(request, "procurement/auctions/public.html", context)
    response.headers["Cache-Control"] = "public, max-age=2"
    return response
