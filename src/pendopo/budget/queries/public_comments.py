"""What the public reads of residents' comments, and what waits for moderators and offices."""

from django.db.models import QuerySet

from pendopo.budget.models import PublicComment, Stage
from pendopo.budget.states import PUBLIC_COMMENT, PublicCommentStatus
from pendopo.kernel.access import Actor, permits

RIGHTS = {
    "admit": "budget.moderate_comments",
    "answer": "budget.answer_public_comment",
    "decline": "budget.moderate_comments",
}


def published_comments(stage: Stage, *, unit_code: str = "", code: str = "") -> QuerySet[PublicComment]:
    """Published comments of a stage, newest first; of one unit, of one activity and what is below it."""
    found = PublicComment.objects.filter(stage=stage, status=PublicCommentStatus.PUBLISHED)
    found = found.filter(unit__code=unit_code) if unit_code else found
    found = found.filter(activity__code__startswith=code) if code else found
    return found.select_related("unit", "activity").defer("author_pk").order_by("-pk")


def public_comments_at_work(actor: Actor, status: str) -> list[PublicComment]:
    """Comments of that status that the actor moderates or may answer, oldest first; 200 at most."""
    found = PublicComment.objects.filter(status=status).select_related("unit", "activity", "stage").order_by("pk")
    if permits(actor, "budget.moderate_comments"):
        return list(found[:200])
    return [comment for comment in found[:200] if permits(actor, "budget.answer_public_comment", comment.unit)]


def public_comment_at_work(actor: Actor, comment_id: int) -> PublicComment | None:
    """The comment of that id if the actor moderates or may answer it."""
    found = PublicComment.objects.filter(pk=comment_id).select_related("unit", "activity", "stage").first()
    if found is None or permits(actor, "budget.moderate_comments"):
        return found
    return found if permits(actor, "budget.answer_public_comment", found.unit) and found.status != "WAITING" else None


def public_comment_actions(actor: Actor, comment: PublicComment) -> list[str]:
    """What the actor may do with the comment now."""
    possible = PUBLIC_COMMENT.actions_from(comment.status)
    return [name for name in possible if permits(actor, RIGHTS[name], comment.unit)]
