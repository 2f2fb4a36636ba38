"""What people at work read of the conversation about an Rka."""

from django.db.models import Count, F, QuerySet

from pendopo.accounts.queries import posts_around
from pendopo.budget.access import COMMENTERS
from pendopo.budget.models import LineItem, Rka, RkaComment, Stage
from pendopo.budget.states import CommentStatus
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit


def comments_visible_to(
    actor: Actor, stage: Stage, unit: Unit, *, sheet_id: int | None = None, status: str = ""
) -> QuerySet[RkaComment]:
    """Comments of a unit's Rka in a stage with their answers, newest first; of one form, of one status. Two queries."""
    if not permits(actor, "budget.see_rka", unit):
        return RkaComment.objects.none()
    found = RkaComment.objects.filter(stage=stage, unit=unit, parent=None)
    found = found if sheet_id is None else found.filter(sheet_id=sheet_id)
    found = found.filter(status=status) if status else found
    return found.select_related("sheet__activity").prefetch_related("answers").order_by("-pk")


def comment_visible_to(actor: Actor, stage: Stage, comment_id: int) -> RkaComment | None:
    """The comment (not an answer) of that id in the stage if the actor may see its Rka."""
    found = RkaComment.objects.filter(stage=stage, parent=None, pk=comment_id)
    comment = found.select_related("unit", "sheet__activity").prefetch_related("answers").first()
    return comment if comment is not None and permits(actor, "budget.see_rka", comment.unit) else None


def comment_numbers(stage: Stage, unit: Unit, sheet_id: int | None = None) -> dict[str, int]:
    """Status -> how many comments of the Rka (of one form). One query."""
    found = RkaComment.objects.filter(stage=stage, unit=unit, parent=None)
    found = found if sheet_id is None else found.filter(sheet_id=sheet_id)
    rows = found.order_by().values_list("status").annotate(number=Count("pk"))
    return dict.fromkeys(CommentStatus.values, 0) | dict(rows)


def row_comments(stage: Stage, sheet_id: int) -> dict[tuple[int, int], int]:
    """(account id, row number) -> open comments about that row of the form. One query."""
    found = RkaComment.objects.filter(stage=stage, sheet_id=sheet_id, parent=None, status=CommentStatus.OPEN)
    rows = found.exclude(line=None).order_by().values(account=F("line__account_id"), row=F("number"))
    return {(row["account"], row["row"]): row["many"] for row in rows.annotate(many=Count("pk"))}


def row_to_comment(stage: Stage, sheet_id: int, item_id: int) -> LineItem | None:
    """The row of the form in the stage, or None."""
    rows = LineItem.objects.filter(line__sheet_id=sheet_id, stages__contains=stage.seq, pk=item_id)
    return rows.select_related("line__account").first()


def people_to_mention(actor: Actor, unit: Unit) -> list[tuple[int, str, str]]:
    """(account id, name, role) of those who speak about the unit's Rka, but the actor, by name. One query."""
    found: dict[int, tuple[int, str, str]] = {}
    for post in posts_around(unit, COMMENTERS, clock.today()):
        if post.user is not None and post.user_id != actor.pk:
            found.setdefault(post.user.pk, (post.user.pk, post.user.name, str(post.get_role_display())))
    return list(found.values())


def returned_with(rka: Rka | None) -> list[RkaComment]:
    """The comments that the latest return of the Rka pointed to, oldest first. Two queries at most."""
    if rka is None:
        return []
    last = rka.moves.filter(action="return").order_by("-pk").first()
    return list(RkaComment.objects.filter(returned=last).order_by("pk")) if last else []
