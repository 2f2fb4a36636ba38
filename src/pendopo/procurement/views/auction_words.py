"""Words of repeated offers as pages show them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.display import clock_time, full_date, money, terbilang
from pendopo.procurement import services
from pendopo.procurement.views.package_words import refusal_text as package_refusal


def written(amount: Decimal | None) -> str:
    """Rupiah, with sen only where there are some."""
    if amount is None:
        return ""
    return money(amount, cents=amount != amount.to_integral_value())


def exact_time(moment: dt.datetime) -> str:
    """`10.01.30 WIB`: here seconds count."""
    zone = clock_time(moment).split()[-1]
    return f"{timezone.localtime(moment):%H.%M.%S} {zone}"


def exact_moment(moment: dt.datetime) -> str:
    """The day and the time with its seconds."""
    return f"{full_date(timezone.localdate(moment))}, {exact_time(moment)}"


def span(left: dt.timedelta) -> str:
    """`12 menit 30 detik`, with hours and days only where there are some."""
    seconds = max(0, int(left.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        ngettext("%(number)s day", "%(number)s days", days) % {"number": days} if days else "",
        ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours} if hours else "",
        ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes} if minutes else "",
    ]
    if (seconds and not days and not hours) or not any(parts):
        parts.append(ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds})
    return " ".join(part for part in parts if part)


def phase_words(view: Any) -> dict[str, str]:
    """What is going on, in a title and a sentence; `kind` of the tag."""
    numbers = {"number": view.number, "of": view.auction.rounds_planned}
    said = {
        "PLANNED": _("No round is open yet"),
        "WAITING": _("Round %(number)s of %(of)s begins soon") % numbers,
        "RUNNING": _("Round %(number)s of %(of)s is running") % numbers,
        "BETWEEN": _("Round %(number)s of %(of)s is over") % numbers,
        "OVER": _("The last round is over"),
        "ENDED": _("The offers have ended"),
        "CANCELLED": _("The repeated offers were cancelled"),
    }
    more = {
        "PLANNED": _("The rules are fixed. The committee announces the first round."),
        "BETWEEN": _("The next round is announced here."),
        "OVER": _("Names are shown as soon as the end is recorded, within a minute."),
        "ENDED": _("Names and prices are open. The evaluation goes on with these prices."),
        "CANCELLED": view.auction.end_reason,
    }
    kind = {"RUNNING": "info", "ENDED": "done", "OVER": "closed", "CANCELLED": "closed"}.get(view.phase, "wait")
    return {"title": said[view.phase], "text": more.get(view.phase, ""), "kind": kind}


def _when(moment: dt.datetime, now: dt.datetime) -> str:
    """The time, with its day where that is not today."""
    same = timezone.localdate(moment) == timezone.localdate(now)
    return exact_time(moment) if same else exact_moment(moment)


def clock_rows(view: Any) -> list[dict[str, str]]:
    """The clock of the round: what is left, the end, whether it moved."""
    rows = []
    if view.left is not None:
        label = _("Begins in") if view.phase == "WAITING" else _("Time left")
        rows.append({"key": label, "value": span(view.left)})
    if view.phase == "WAITING" and view.starts_at:
        rows.append({"key": _("Begins"), "value": _when(view.starts_at, view.moment)})
    if view.ends_at and view.phase in ("WAITING", "RUNNING", "BETWEEN", "OVER"):
        moved = _("%(time)s (extended)") if view.moved else "%(time)s"
        rows.append({"key": _("Ends"), "value": moved % {"time": _when(view.ends_at, view.moment)}})
    if view.lowest is not None:
        rows.append({"key": _("Lowest price"), "value": written(view.lowest)})
    return rows


def own_rows(view: Any, most: Decimal) -> list[dict[str, str]]:
    """What a bidder needs to know: its alias, its last price, its place, what it may offer next."""
    own = view.own
    rows = [{"key": _("Your name here"), "value": own.alias}]
    if own.amount is not None:
        place = _("%(place)s of %(of)s") % {"place": own.place, "of": len(view.lines)}
        rows += [{"key": _("Your last offer"), "value": written(own.amount)}, {"key": _("Your place"), "value": place}]
    if view.phase in ("WAITING", "RUNNING", "BETWEEN", "PLANNED"):
        rows.append({"key": _("Your next offer, at most"), "value": written(max(most, Decimal(0)))})
    return rows


def rules_of(auction: Any) -> list[dict[str, str]]:
    """The rules that were fixed before the first offer."""
    return [
        {"key": _("Highest price (HPS)"), "value": written(auction.most_amount)},
        {"key": _("Each own offer lower by at least"), "value": money(auction.step_amount)},
        {
            "key": _("An offer in the last minutes extends the round by"),
            "value": span(dt.timedelta(seconds=auction.extension_seconds)),
        },
        {"key": _("Rounds"), "value": str(auction.rounds_planned)},
        {"key": _("Of two equal prices comes first"), "value": auction.get_tie_rule_display()},
    ]


def in_words(amount: Decimal) -> str:
    """The amount as a paper writes it out."""
    return f"{terbilang(int(amount))} rupiah"


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act: what, why, what to do."""
    if not isinstance(refusal, services.AuctionRefused):
        return package_refusal(refusal)
    limit = {"limit": written(refusal.limit)}
    said = {
        "positive": _("Write a price above zero."),
        "ceiling": _("The price may be at most %(limit)s, the HPS.") % limit,
        "step": _("Your next offer may be at most %(limit)s: your own last one less the step.") % limit,
        "early": _("The round has not begun yet."),
        "late": _("The round is over. The offer came after its end and was not taken."),
        "closed": _("No round is open."),
        "passed": _("Only participants that passed may offer."),
        "status": _("Offers are repeated after registration has closed and before the evaluation is finished."),
        "sealed": _("The sealed bids of this run are opened first."),
        "standing": _("This run has repeated offers already."),
        "hps": _("The HPS of the run is missing."),
        "values": _("The step has to be above zero and below the HPS, and the rounds from 1 to 10."),
        "seats": _("Choose at least two participants."),
        "rounds": _("All rounds of the document have been held."),
        "running": _("A round is still running."),
        "times": _("The round has to end in the future, after it began, and within three days."),
    }
    return said[refusal.code]
