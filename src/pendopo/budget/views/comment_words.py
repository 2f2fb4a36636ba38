"""Comments of an Rka as the components show them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.states import CommentStatus
from pendopo.budget.views.agreement_words import role_name
from pendopo.kernel.access import Actor
from pendopo.kernel.display import date_and_time

TAGS = {"OPEN": "wait", "RESOLVED": "done"}


def _where(comment: Any) -> str:
    """The duty of the author, and what the comment is about."""
    about = []
    if comment.sheet and not comment.parent_id:
        about.append(comment.sheet.title or (comment.sheet.activity.name if comment.sheet.activity else ""))
    if comment.row_label:
        about.append(_("row %(number)s: %(label)s") % {"number": comment.number, "label": comment.row_label})
    return ", ".join(part for part in (role_name(comment.role), *about) if part)


def _entry(comment: Any) -> dict[str, Any]:
    called = " ".join(f"@{name}" for name in comment.mentioned)
    return {
        "who": comment.author_label,
        "role": _where(comment),
        "when": date_and_time(comment.written_at),
        "text": f"{called}\n{comment.text}" if called else comment.text,
    }


def entry_of(comment: Any, *, linked: bool = True) -> dict[str, Any]:
    """A comment with its answers for the component `thread`."""
    url = reverse("budget:comment", kwargs={"stage": comment.stage_id, "comment": comment.pk}) if linked else ""
    return _entry(comment) | {
        "tag": comment.get_status_display(),
        "tag_kind": TAGS[comment.status],
        "url": url,
        "answers": [_entry(answer) for answer in comment.answers.all()],
    }


def open_entries(actor: Actor, stage: Any, unit: Any, sheet_id: int | None = None, most: int = 3) -> list[Any]:
    """The newest open comments of an Rka or a form."""
    found = queries.comments_visible_to(actor, stage, unit, sheet_id=sheet_id, status=CommentStatus.OPEN)
    return [entry_of(comment) for comment in found[:most]]


def returned_entries(stage: Any, unit: Any) -> list[dict[str, Any]]:
    """The comments that the latest return of the unit's Rka points to."""
    return [entry_of(comment) for comment in queries.returned_with(queries.rka_of(stage, unit))]
