"""Findings as the pages show them: cards, marks beside rows, and the panel of a form."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.views.finding_words import MARKS, NAMES, formula_of, reason_of, title_of, where_of
from pendopo.kernel.display import percent, short_money
from pendopo.kernel.figures import peers
from pendopo.kernel.flags import UNSETTLED

MOST_CARDS = 6
MOST_HELD = 25
WEIGHTS = {"BLOCK": "hard", "ANSWER": "warn", "INFO": "info"}
KINDS = {"hard": "late", "warn": "wait", "info": "info"}


def severity_of(finding: Any) -> str:
    """The weight for the component `finding`; `done` once it is settled."""
    if finding.gone_at is not None or finding.status not in UNSETTLED:
        return "done" if finding.gone_at is not None or finding.status == "ACCEPTED" else "info"
    return WEIGHTS[finding.severity]


def status_of(finding: Any) -> str:
    """How far it is answered, in a word; empty while it is only open."""
    if finding.gone_at is not None:
        return _("The cause is gone")
    return "" if finding.status == "OPEN" else str(finding.get_status_display())


def tag_of(finding: Any) -> tuple[str, str]:
    """Words and kind of the tag in a list: how heavy it is while it waits, else how far it is answered."""
    if finding.gone_at is not None:
        return _("The cause is gone"), "closed"
    if finding.status in UNSETTLED and finding.status != "REJECTED":
        return str(finding.get_severity_display()), KINDS[WEIGHTS[finding.severity]]
    kinds = {"REJECTED": "late", "ANSWERED": "wait", "ACCEPTED": "done"}
    return str(finding.get_status_display()), kinds[finding.status]


def card_of(finding: Any) -> dict[str, Any]:
    """What a list and the panel show of a finding."""
    tag, tag_kind = tag_of(finding)
    return {
        "tag": tag,
        "tag_kind": tag_kind,
        "finding": finding,
        "name": NAMES[finding.code],
        "title": title_of(finding),
        "where": where_of(finding),
        "severity": severity_of(finding),
        "status": status_of(finding),
        "reason": reason_of(finding),
        "formula": formula_of(finding),
        "law": finding.rule.source,
        "url": reverse("budget:finding", kwargs={"stage": finding.stage_id, "finding": finding.pk}),
    }


def peers_figure(finding: Any, values: list[float]) -> dict[str, Any]:
    """The dots of others beside the finding's own; nothing where nobody can be compared."""
    if len(values) < 2:
        return {"figure": None}
    label = _("%(number)s others") % {"number": len(values)}
    if finding.code == "A4":
        own = float(finding.inputs["amount"])
        top = max([own, *values])
        return {
            "figure": peers(values, own, text=short_money(int(own)), high=top),
            "label": label,
            "low": "Rp0",
            "high": short_money(int(top)),
        }
    dots = peers(values, finding.figure, text=percent(finding.figure * 100), high=1)
    return {"figure": dots, "label": label, "low": "0%", "high": "100%"}


def panel_of(place: Any) -> dict[str, Any]:
    """The panel beside a form's grid: counts, the heaviest findings, and the mark of each row."""
    found = queries.findings_of_sheet(place.stage, place.sheet.pk)
    marks: dict[tuple[int, int], dict[str, str]] = {}
    for finding in found:
        weight = severity_of(finding)
        if finding.line and finding.number is not None and weight in KINDS and finding.status in UNSETTLED:
            key = (finding.line.account_id, finding.number)
            marks.setdefault(key, {"label": str(MARKS.get(finding.code, NAMES[finding.code])), "kind": KINDS[weight]})
    return {
        "counts": queries.counts_of(found),
        "passed": len(NAMES) - len({finding.code for finding in found}),
        "cards": [card_of(finding) for finding in found[:MOST_CARDS]],
        "more": max(len(found) - MOST_CARDS, 0),
        "marks": marks,
    }


def held_by(refusal: Exception) -> dict[str, Any]:
    """The findings that hold a refused step back, as cards, and how many more there are; none for other refusals."""
    found = getattr(refusal, "findings", [])
    return {"cards": [card_of(finding) for finding in found[:MOST_HELD]], "more": max(len(found) - MOST_HELD, 0)}
