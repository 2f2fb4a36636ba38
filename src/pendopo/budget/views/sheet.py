"""The form of a sub kegiatan as a grid: what it shows, one row saved at once, undo, paste, download."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.names import readable
from pendopo.budget.views.comment_words import open_entries
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.finding_cards import panel_of
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import actor_of, stage_of
from pendopo.budget.writing import write_coefficients, write_volume
from pendopo.kernel import clock
from pendopo.kernel.figures import share_bar

PER_PAGE = 200
FILE_HEADS = (
    "rekening",
    "nama_rekening",
    "uraian",
    "spesifikasi",
    "koefisien",
    "harga",
    "pajak",
    "jumlah",
    "paket",
    "keterangan",
)


@dataclass(frozen=True)
class Place:
    """A form in a stage, as its pages need it."""

    stage: Any
    sheet: Any
    editable: bool

    @property
    def key(self) -> dict[str, int]:
        return {"stage": self.stage.pk, "sheet": self.sheet.pk}

    @property
    def address(self) -> str:
        return reverse("budget:sheet", kwargs=self.key)

    @property
    def ids(self) -> dict[str, int]:
        return {"stage_id": self.stage.pk, "sheet_id": self.sheet.pk}

    @property
    def name(self) -> str:
        if self.sheet.activity is None:
            return str(self.sheet.get_side_display())
        return readable(self.sheet.title or self.sheet.activity.name)


def place_of(request: HttpRequest, stage: int, sheet: int) -> Place:
    """The form of the address. Raises Http404, PermissionDenied."""
    found = stage_of(request, stage)
    form = queries.sheet_visible_to(actor_of(request), found, sheet)
    if form is None:
        raise Http404
    editable = queries.rka_editable(actor_of(request), found, form.unit)
    if editable and request.method == "GET":
        # What is sent after the closing time reaches the act, which says so; nothing that was typed is lost.
        editable = queries.is_open_at(found, clock.now())
    return Place(found, form, editable)


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row's values as they stand in its cells."""
    return row | {
        "written": write_coefficients(row["coefficients"]),
        "price": write_volume(row["unit_price_amount"]),
        "tax": write_volume(row["tax_percent"]),
    }


def balance_of(place: Place, used: int) -> dict[str, Any]:
    """Ceiling, sum, rest and share filled."""
    ceiling = queries.ceiling_of(place.stage, place.sheet)
    share = used * 100 / ceiling if ceiling else 0
    return {
        "ceiling": ceiling,
        "used": used,
        "rest": None if ceiling is None else ceiling - used,
        "share": share,
        "bar": share_bar(min(share, 100)),
    }


def grid_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """The rows of one page of the grid, by account, with all sums."""
    amounts = queries.account_amounts(place.stage, place.sheet.pk)
    page = Paginator(queries.rows_of(place.stage, place.sheet.pk), PER_PAGE).get_page(request.GET.get("page"))
    asked = queries.row_comments(place.stage, place.sheet.pk)
    panel = panel_of(place)
    rows: Sequence[dict[str, Any]] = [
        shown_row(row)
        | {
            "comments": asked.get((row["account_id"], row["number"]), 0),
            "mark": panel["marks"].get((row["account_id"], row["number"])),
        }
        for row in page
    ]
    return {
        "place": place,
        "stage": place.stage,
        "sheet": place.sheet,
        "page": page,
        "groups": queries.grouped(rows, amounts),
        "first": page.start_index(),
        "saved_at": clock.now(),
        "panel": panel,
        **balance_of(place, sum(amounts.values())),
    }


@login_required
def sheet(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """The form with its rows; editable where the person and the stage allow it."""
    place = place_of(request, stage, sheet)
    context = grid_context(request, place) | {
        "fundings": queries.sheet_fundings(place.stage, place.sheet.pk),
        "edits": queries.newest_edits(place.stage, place.sheet.pk, 5),
        "since": queries.newest_edit(place.stage, place.sheet.pk) if place.editable else 0,
        "comments": open_entries(actor_of(request), place.stage, place.sheet.unit, place.sheet.pk),
        "comments_open": queries.comment_numbers(place.stage, place.sheet.unit, place.sheet.pk)["OPEN"],
        "detail": queries.detail_of(place.stage, place.sheet.pk),
        "priority": queries.priority_of(place.stage.year, place.sheet.activity.code) if place.sheet.activity else None,
    }
    return render(request, "budget/rka/sheet.html", context)


@require_POST
@login_required
def undo(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Take back the person's latest change."""
    place = place_of(request, stage, sheet)
    try:
        edits = services.undo_edit(actor=actor_of(request), now=clock.now(), **place.ids)
        messages.success(request, _("%(rows)s changes were taken back.") % {"rows": len(edits)})
    except services.NothingToUndo:
        messages.info(request, _("You have changed nothing here that could be taken back."))
    except services.CHANGE_REFUSED as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect(place.address)


@login_required
def sheet_file(request: HttpRequest, stage: int, sheet: int, kind: str) -> HttpResponse:
    """All rows of the form as CSV or XLSX, in the columns that pasting understands."""
    place = place_of(request, stage, sheet)
    rows = [
        (
            row["code"],
            row["name"],
            row["component"],
            row["specification"],
            write_coefficients(row["coefficients"]),
            row["unit_price_amount"],
            write_volume(row["tax_percent"]),
            row["amount"],
            row["package_label"],
            row["note"],
        )
        for row in queries.rows_of(place.stage, place.sheet.pk)
    ]
    code = place.sheet.activity.code if place.sheet.activity else place.sheet.side.lower()
    return answer((FILE_HEADS, rows), kind, f"rka-{place.stage.year}-{place.stage.seq}-{code}")
