"""What waits beside the Rka: residents' comments, and the budgets of the person's villages."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.budget.models import Stage
from pendopo.budget.queries.apbdes import villages_of
from pendopo.budget.queries.public_comments import public_comments_at_work
from pendopo.budget.states import EDITABLE, PublicCommentStatus
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.tasks import Task


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


def villages_waiting(actor: Actor) -> Iterable[Task]:
    """Village budgets that the actor writes or publishes; two queries, none for others."""
    if not permits(actor, "budget.compose_apbdes") and not permits(actor, "budget.publish_apbdes"):
        return
    villages = villages_of(actor)
    drafts = Stage.objects.filter(owner__in=villages, status__in=EDITABLE).select_related("owner")
    for stage in drafts.order_by("-year", "owner__code"):
        writes = permits(actor, "budget.compose_apbdes", stage.owner)
        title = _("Write the village budget") if writes else _("Publish the village budget by its Perdes")
        about = f"{stage.owner.name if stage.owner else ''} {stage.year}"
        yield Task(title, reverse("budget:apbdes_draft", kwargs={"stage": stage.pk}), about=about)
    if villages and not drafts:
        yield Task(_("Village budgets"), reverse("budget:apbdes_work"))
