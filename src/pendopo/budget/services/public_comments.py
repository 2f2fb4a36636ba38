"""The acts around a resident's comment: written, let through, answered in public, or declined with a reason."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.models import User
from pendopo.accounts.queries import posts_around, user_of
from pendopo.audit.services import record
from pendopo.budget.access import ANSWERERS
from pendopo.budget.models import ActivityNode, PublicComment, Stage
from pendopo.budget.services.comments import CommentEmpty
from pendopo.budget.states import OPEN, PUBLIC_COMMENT
from pendopo.kernel import clock, topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify
from pendopo.organisations.models import Unit

A_DAY = 5
"""Comments of one account in 24 hours."""


class TooManyComments(Exception):
    """The account has written its comments of the day."""


@transaction.atomic
def write_public_comment(
    *, year: int, unit_id: int, text: str, actor: Actor, now: dt.datetime, activity_id: int | None = None
) -> PublicComment:
    """A resident says something about a unit's budget in the effective stage; nobody sees it before a moderator.

    Raises CommentEmpty, TooManyComments, PermissionDenied, and DoesNotExist where no budget is published.
    """
    require(actor, "budget.write_public_comment")
    if not text.strip():
        raise CommentEmpty
    stage = Stage.objects.filter(owner=None, year=year, status__in=OPEN).latest("seq")
    unit = Unit.objects.get(pk=unit_id)
    activity = ActivityNode.objects.get(pk=activity_id, code_list=stage.code_list_id) if activity_id else None
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    day_ago = now - dt.timedelta(days=1)
    if PublicComment.objects.filter(author_pk=str(actor.pk), written_at__gt=day_ago).count() >= A_DAY:
        raise TooManyComments
    own = {"author_pk": str(actor.pk), "written_at": now, "text": text.strip()[:2_000]}
    made = PublicComment.objects.create(stage=stage, unit=unit, activity=activity, **own)
    record(actor=actor, event="budget.public_comment.written", subject=made, unit=unit, now=now, data={"year": year})
    return made


def _locked(comment_id: int) -> PublicComment:
    rows = PublicComment.objects.select_related("unit", "stage")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=comment_id)


def _tell(comment: PublicComment, event: str, people: Iterable[Any], url: str, now: dt.datetime) -> None:
    context = {"unit": comment.unit.name, "text": comment.text, "reason": comment.reason, "url": url}
    subject = _("A resident's comment on the budget of %(unit)s") % {"unit": comment.unit.name}
    notify(actor=SYSTEM, event=event, recipients=people, subject=subject, context=context, now=now)


def _moved(comment: PublicComment, action: str, actor: Actor, now: dt.datetime) -> PublicComment:
    was = comment.status
    PUBLIC_COMMENT.move(comment, action)
    comment.save(update_fields=["status", "reason", "answer", "answered_by", "answered_at"])
    event = {"admit": "admitted", "answer": "answered", "decline": "declined"}[action]
    record(actor=actor, event=f"budget.public_comment.{event}", subject=comment, unit=comment.unit, now=now)
    if "PUBLISHED" in (was, comment.status):
        topics.touch("budget", f"budget:{comment.stage.year}")
    return comment


@transaction.atomic
def admit_public_comment(*, comment_id: int, actor: Actor, now: dt.datetime) -> PublicComment:
    """Let a comment through to its office, which is told. Raises MoveRefused, PermissionDenied."""
    require(actor, "budget.moderate_comments")
    comment = _moved(_locked(comment_id), "admit", actor, now)
    people = {post.user_id: post.user for post in posts_around(comment.unit, ANSWERERS, clock.today())}
    url = reverse("budget:public_comment", kwargs={"comment": comment.pk})
    _tell(comment, "budget.public_comment.admitted", people.values(), url, now)
    return comment


@transaction.atomic
def answer_public_comment(*, comment_id: int, answer: str, actor: Actor, now: dt.datetime) -> PublicComment:
    """The office answers, and both are public from now on. Raises CommentEmpty, MoveRefused, PermissionDenied."""
    comment = _locked(comment_id)
    require(actor, "budget.answer_public_comment", comment.unit)
    if not answer.strip():
        raise CommentEmpty
    comment.answer, comment.answered_at = answer.strip()[:4_000], now
    comment.answered_by = comment.unit.name
    _moved(comment, "answer", actor, now)
    if author := user_of(comment.author_pk):
        url = reverse("budget:public_comments", kwargs={"year": comment.stage.year})
        _tell(comment, "budget.public_comment.answered", [author], url, now)
    return comment


@transaction.atomic
def decline_public_comment(*, comment_id: int, reason: str, actor: Actor, now: dt.datetime) -> PublicComment:
    """Keep a comment from the public, or take it down; its author reads the reason.

    Raises CommentEmpty, MoveRefused, PermissionDenied.
    """
    require(actor, "budget.moderate_comments")
    if not reason.strip():
        raise CommentEmpty
    comment = _locked(comment_id)
    comment.reason = reason.strip()[:500]
    _moved(comment, "decline", actor, now)
    if author := user_of(comment.author_pk):
        _tell(comment, "budget.public_comment.declined", [author], "", now)
    return comment
