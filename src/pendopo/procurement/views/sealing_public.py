"""Sealed bids for everybody: how they work, what they do not stop, and what the log says of a run's bids."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import money, number
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.views.packages_public import topic
from pendopo.procurement.views.sealing_words import envelope_name, reasons

ENDS = ("committed", "opened", "withdrawn", "superseded", "incomplete", "unopenable")
TAGS = {"opened": "done", "unopenable": "late", "incomplete": "late"}


@public_page("procurement", topic)
def explained(request: HttpRequest) -> HttpResponse:
    """How it works, and every limit."""
    return render(request, "procurement/sealing/explained.html")


@public_page("procurement", topic)
def audit(request: HttpRequest, code: str) -> HttpResponse:
    """Every commitment of a run with its outcome, read from the log alone."""
    run = queries.sealed_tender(ANONYMOUS, code)
    if run is None or not queries.stages_of(run):
        raise Http404
    said = queries.audit_summary(ANONYMOUS, run)
    rows = [_row(one) for one in said["commitments"]]
    finding, detail = _finding(said, rows)
    context = {
        "tender": run,
        "said": said,
        "finding": finding,
        "detail": detail,
        "sums": [_sums(one) for one in said["openings"] if one["stage"] in said["revealed"]],
        "rows": rows,
        "facts": _facts(said),
        "api": f"/api/v1/procurement/tenders/{run.code}/audit.zip",
    }
    return render(request, "procurement/sealing/audit.html", context)


def _finding(said: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[str, str]:
    if not said["revealed"]:
        text = _("Once shown, every commitment stands here with its outcome; before that nobody sees how many.")
        return _("The bids of this run are sealed"), text
    if any(one["status"] == "VOID" for one in said["openings"]):
        return _("The opening is void"), _("The numbers of log and tables do not agree. No evaluation may follow.")
    if any(not row["places_end"] for row in rows if row["stage"] in said["revealed"]):
        return _("A commitment has no outcome"), _("This must not be. Tell the inspectorate.")
    return _("Every bid handed in has its outcome"), _("None was dropped, changed or slipped in after the close.")


def _sums(opening: dict[str, Any]) -> dict[str, Any]:
    labels = [_("Committed"), _("Opened"), _("Withdrawn"), _("Replaced"), _("Incomplete"), _("Not openable")]
    cells = [(label, number(opening["counts"].get(end, 0))) for label, end in zip(labels, ENDS, strict=True)]
    return {"name": envelope_name(opening["stage"]), "cells": cells}


def _row(one: dict[str, Any]) -> dict[str, Any]:
    names = {
        "opened": _("Opened"), "withdrawn": _("Withdrawn"), "superseded": _("Replaced"),
        "incomplete": _("Incomplete"), "unopenable": _("Not openable"),
    }  # fmt: skip
    result = (one["result"] or "").lower()
    price = one["price_total_sen"]
    end = one["outcome_index"]
    return {
        "name": one["supplier"] or "–",
        "stage": one["envelope"],
        "envelope": envelope_name(one["envelope"]),
        "hash": one["header_hash"][:16],
        "places": f"{one['index']} → {end}" if end is not None else str(one["index"]),
        "places_end": end is not None,
        "result": names.get(result, _("sealed")),
        "tag": TAGS.get(result, "closed"),
        "reason": reasons().get(one["reason"], ""),
        "price": money(Decimal(price) / 100, cents=bool(price % 100)) if price is not None else "–",
    }


def _facts(said: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [(_("Entries in the signed log"), number(said["log"]["size"])), (_("Key of the log"), said["log"]["vkey"])]
    closing = said["closing"]
    if closing:
        rows.append((_("Bidding closed at number"), number(closing["index"])))
    for one in said["openings"]:
        for label, tree in ((_("Root before the opening"), one["log_before"]), (_("Root after it"), one["log_after"])):
            if tree:
                rows.append((f"{label} ({envelope_name(one['stage'])})", f"{tree['size']}: {tree['root']}"))
    return [{"key": key, "value": value} for key, value in rows]
