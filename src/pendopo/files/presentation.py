"""A run of an import as its pages show it: plain values and words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.files import queries
from pendopo.files.models import ImportRun
from pendopo.files.states import IMPORT, MOVING, ImportStatus
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.display import date_and_time, number
from pendopo.kernel.figures import share_bar

COUNT_LABELS = {
    "rows": _("rows"),
    "new": _("new"),
    "changed": _("changed"),
    "renamed": _("renamed"),
    "moved": _("moved"),
    "unchanged": _("unchanged"),
    "removed": _("removed"),
    "closed": _("closed"),
    "program": _("programmes"),
    "kegiatan": _("activities of programmes"),
    "sub_kegiatan": _("ceilings of sub-activities"),
    "rupiah": _("rupiah in all"),
    "kecamatan": _("kecamatan"),
    "desa": _("desa and kelurahan"),
    "year": _("year of the index"),
    "packages": _("packages"),
    "runs": _("runs of selection"),
    "steps": _("steps of schedules"),
    "participants": _("participants"),
    "appointments": _("appointments (SPPBJ)"),
    "contracts": _("contracts"),
    "orders_to_start": _("orders to start (SPMK)"),
    "amendments": _("amendments"),
    "shares": _("budget lines of packages"),
    "contract_shares": _("budget lines of contracts"),
    "defects": _("reported"),
    "refused": _("refused"),
}
TAGS = {
    ImportStatus.RECEIVED: "info",
    ImportStatus.CHECKED: "wait",
    ImportStatus.RUNNING: "info",
    ImportStatus.FINISHED: "done",
    ImportStatus.REFUSED: "late",
    ImportStatus.CANCELLED: "closed",
}
MARKS = {"new": "done", "unchanged": "closed", "refused": "late", "removed": "late", "moved": "coordination"}
MOST_PROBLEMS = 25


def title_of(run: ImportRun) -> str:
    """The title of the run's format; its key for what only a command imports."""
    kind = queries.format_of(run)
    return str(kind.title) if kind else run.format


def counts_of(run: ImportRun) -> list[dict[str, str]]:
    """The counts with their words, in the order of COUNT_LABELS, then what a format counts beside them."""
    keys = [key for key in COUNT_LABELS if key in run.counts]
    keys += [key for key in run.counts if key not in COUNT_LABELS]
    return [{"key": key, "value": number(run.counts[key]), "label": str(COUNT_LABELS.get(key, key))} for key in keys]


def line(run: ImportRun) -> dict[str, Any]:
    """A run in the list: one line."""
    counted = ", ".join(f"{count['value']} {count['label']}" for count in counts_of(run) if count["value"] != "0")
    return {"run": run, "title": title_of(run), "tag": TAGS[ImportStatus(run.status)], "counts": counted}


def whole(run: ImportRun, actor: Actor) -> dict[str, Any]:
    """A run on its own page: counts, preview, problems, what this person may do with it."""
    kind = queries.format_of(run)
    own = kind is not None and run.actor_pk == str(actor.pk) and permits(actor, kind.permission)
    problems, heads = queries.problems_of(run), run.preview.get("heads", [])
    return {
        **line(run),
        "format": kind,
        "totals": counts_of(run),
        "facts": _facts(run),
        "summary": [*_facts(run)[:2], *({"key": count["label"], "value": count["value"]} for count in counts_of(run))],
        "heads": heads,
        "rows": [_row(row, heads) for row in run.preview.get("rows", [])],
        "sum_heads": run.preview.get("sum_heads", []),
        "sums": [_cells(cells, run.preview["sum_heads"]) for cells in run.preview.get("sums", [])],
        "problems": problems[:MOST_PROBLEMS],
        "problem_count": len(problems),
        "actions": IMPORT.actions_from(run.status, lambda action: own and action in {"confirm", "cancel"}),
        "moving": run.status in MOVING,
        "percent": run.done * 100 // run.total if run.total else 0,
        "bar": share_bar(run.done * 100 // run.total) if run.total else None,
        "done_url": reverse(kind.done_page) if kind and kind.done_page and own else "",
    }


def _facts(run: ImportRun) -> list[dict[str, str]]:
    facts = [
        (gettext("File"), run.file_name),
        (gettext("Sent by"), run.actor_label),
        (gettext("Sent at"), date_and_time(run.started_at)),
    ]
    if run.finished_at:
        facts.append((gettext("Ended at"), date_and_time(run.finished_at)))
    if run.sha256:
        facts.append((gettext("Fingerprint (SHA-256)"), run.sha256))
    return [{"key": key, "value": value} for key, value in facts]


def _cells(texts: list[str], heads: list[str]) -> list[dict[str, str]]:
    return [{"head": head, "text": text} for head, text in zip(heads, texts, strict=False)]


def _row(row: dict[str, Any], heads: list[str]) -> dict[str, Any]:
    return {
        **row,
        "cells": _cells(row["cells"], heads),
        "label": str(COUNT_LABELS.get(row["mark"], row["mark"])),
        "tag": MARKS.get(row["mark"], "wait"),
    }
