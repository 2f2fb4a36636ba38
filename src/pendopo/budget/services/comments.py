"""The acts of the conversation about an Rka: write, answer, settle, open again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.queries import posts_around, user_of
from pendopo.audit.services import record
from pendopo.budget.access import COMMENTERS
from pendopo.budget.models import LineItem, RkaComment, RkaSheet, Stage
from pendopo.budget.states import COMMENT
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify
from pendopo.organisations.models import Unit


class CommentEmpty(Exception):
    """A comment says something."""


def _role(actor: Actor, unit: Unit) -> str:
    day = clock.today()
    return next((role for role in COMMENTERS if actor.holds(role, unit, day)), COMMENTERS[-1])


def _tell(comment: RkaComment, event: str, people: Iterable[Any], actor: Actor, now: dt.datetime) -> None:
    root = comment.parent_id or comment.pk
    url = reverse("budget:comment", kwargs={"stage": comment.stage_id, "comment": root})
    context = {"author": comment.author_label, "unit": comment.unit.name, "text": comment.text, "url": url}
    subject = _("Comment on the Rka of %(unit)s") % {"unit": comment.unit.name}
    others = [person for person in people if person.pk != actor.pk]
    notify(actor=SYSTEM, event=event, recipients=others, subject=subject, context=context, now=now)


def _write(unit: Unit, text: str, mentioned: Iterable[int], actor: Actor, now: dt.datetime, **place: Any) -> RkaComment:
    if not text.strip():
        raise CommentEmpty
    wanted = set(mentioned)
    people = {post.user_id: post.user for post in posts_around(unit, COMMENTERS, clock.today()) if post.user}
    called = [person for pk, person in people.items() if pk in wanted]
    own = {"author_pk": str(actor.pk or ""), "author_label": actor.label, "role": _role(actor, unit)}
    names = [person.name for person in called]
    made = RkaComment.objects.create(
        unit=unit, text=text.strip()[:4_000], mentioned=names, written_at=now, **own, **place
    )
    _tell(made, "budget.comment.mentioned", called, actor, now)
    return made


@transaction.atomic
def write_comment(
    *,
    stage_id: int,
    unit_id: int,
    text: str,
    actor: Actor,
    now: dt.datetime,
    sheet_id: int | None = None,
    item_id: int | None = None,
    mentioned: Iterable[int] = (),
) -> RkaComment:
    """Say something about a unit's Rka, one of its forms, or a row; who is mentioned (accounts' ids) gets a notice.

    Raises CommentEmpty, PermissionDenied, and DoesNotExist when the form or the row is of another unit or stage.
    """
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "budget.comment_rka", unit)
    stage = Stage.objects.get(pk=stage_id)
    place: dict[str, Any] = {"stage": stage}
    if sheet_id is not None:
        place["sheet"] = RkaSheet.objects.get(pk=sheet_id, unit=unit, year=stage.year, owner=stage.owner_id)
    if sheet_id is not None and item_id is not None:
        rows = LineItem.objects.select_related("line").filter(line__sheet_id=sheet_id, stages__contains=stage.seq)
        item = rows.get(pk=item_id)
        place |= {"line": item.line, "number": item.number, "row_label": item.component[:300]}
    made = _write(unit, text, mentioned, actor, now, **place)
    data = {"stage": stage_id, "sheet": sheet_id, "number": made.number}
    record(actor=actor, event="budget.comment.written", subject=made, unit=unit, now=now, data=data)
    return made


def _locked(comment_id: int) -> RkaComment:
    rows = RkaComment.objects.select_related("unit", "stage").filter(parent=None)
    return rows.select_for_update(of=("self",), no_key=True).get(pk=comment_id)


@transaction.atomic
def answer_comment(
    *, comment_id: int, text: str, actor: Actor, now: dt.datetime, mentioned: Iterable[int] = ()
) -> RkaComment:
    """Answer a comment; its author gets a notice. Raises CommentEmpty, PermissionDenied."""
    root = _locked(comment_id)
    require(actor, "budget.comment_rka", root.unit)
    place = {"stage": root.stage, "sheet_id": root.sheet_id, "parent": root}
    made = _write(root.unit, text, mentioned, actor, now, **place)
    if author := user_of(root.author_pk):
        _tell(made, "budget.comment.answered", [author], actor, now)
    record(actor=actor, event="budget.comment.answered", subject=made, unit=root.unit, now=now)
    return made


@transaction.atomic
def resolve_comment(*, comment_id: int, actor: Actor, now: dt.datetime) -> RkaComment:
    """Say that what was asked is settled: its author or the same duty only. Raises MoveRefused, PermissionDenied."""
    root = _locked(comment_id)
    require(actor, "budget.close_comment", root)
    COMMENT.move(root, "resolve")
    root.closed_by, root.closed_at = actor.label, now
    root.save(update_fields=["status", "closed_by", "closed_at"])
    record(actor=actor, event="budget.comment.resolved", subject=root, unit=root.unit, now=now)
    return root


@transaction.atomic
def reopen_comment(*, comment_id: int, actor: Actor, now: dt.datetime) -> RkaComment:
    """Open a settled comment again: everybody who may comment. Raises MoveRefused, PermissionDenied."""
    root = _locked(comment_id)
    require(actor, "budget.comment_rka", root.unit)
    COMMENT.move(root, "reopen")
    root.closed_by, root.closed_at = "", None
    root.save(update_fields=["status", "closed_by", "closed_at"])
    record(actor=actor, event="budget.comment.reopened", subject=root, unit=root.unit, now=now)
    return root
