"""What waits beside the Rka: residents' comments, and the budgets of the person's villages."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.budget.queries.apbdes import apbdes_at_work
from pendopo.budget.queries.apbdes_evaluation import apbdes_actions, evaluation_dues
from pendopo.budget.queries.public_comments import public_comments_at_work
from pendopo.budget.states import PublicCommentStatus, StageStatus
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.tasks import Task

MOST_VILLAGES = 10


def residents_waiting(actor: Actor) -> Iterable[Task]:
    """Residents' comments that the actor looks at or answers; one query."""
    url = reverse("budget:moderate_comments")
    moderates = permits(actor, "budget.moderate_comments")
    if not moderates and not permits(actor, "budget.answer_public_comment"):
        return
    status = PublicCommentStatus.WAITING if moderates else PublicCommentStatus.ADMITTED
    if number := len(public_comments_at_work(actor, status)):
        look = ngettext("%(number)s comment of a resident to look at", "%(number)s comments to look at", number)
        reply = ngettext("%(number)s comment of a resident to answer", "%(number)s comments to answer", number)
        yield Task((look if moderates else reply) % {"number": number}, f"{url}?status={status}")


VILLAGE_TASKS = {
    "write": gettext_lazy("Write the village budget"),
    "answer": gettext_lazy("Change the village budget as the camat asks"),
    "submit": gettext_lazy("Hand in the village budget for evaluation"),
    "review": gettext_lazy("Evaluate a village budget"),
    "set": gettext_lazy("Publish the village budget by its Perdes"),
}
UNDER_WAY = (StageStatus.DRAFT, StageStatus.SUBMITTED, StageStatus.REVIEWED, StageStatus.RETURNED)


def villages_waiting(actor: Actor, now: dt.datetime) -> Iterable[Task]:
    """Village budgets that wait for the actor's step, at most MOST_VILLAGES of them; no query for others."""
    if not permits(actor, "budget.see_apbdes"):
        return
    stages = list(apbdes_at_work(actor).filter(status__in=UNDER_WAY)[:MOST_VILLAGES])
    dues, today, told = evaluation_dues(stages), timezone.localdate(now), False
    for stage in stages:
        due = dues.get(stage.pk) if stage.status == StageStatus.SUBMITTED else None
        step = next((name for name in VILLAGE_TASKS if name in apbdes_actions(actor, stage, today)), None)
        if step is None:
            continue
        told = True
        about = f"{stage.owner.name if stage.owner else ''} {stage.year}"
        last = dt.datetime.combine(due, dt.time(23, 59), timezone.get_current_timezone()) if due else None
        url = reverse("budget:apbdes_draft", kwargs={"stage": stage.pk})
        yield Task(str(VILLAGE_TASKS[step]), url, about=about, due=last)
    if not told:
        yield Task(_("Village budgets"), reverse("budget:apbdes_work"))
