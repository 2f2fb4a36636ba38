"""What waits for a person in the budget: the steps of an Rka and of a stage that the person may do now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.budget.agreeing import GATE_ROLES
from pendopo.budget.models import Rka, RkaMove, Stage
from pendopo.budget.queries.agreement import readiness_of, stage_actions
from pendopo.budget.queries.paper_list import papers_to_sign
from pendopo.budget.queries.rka import stages_at_work
from pendopo.budget.queries.waiting_people import residents_waiting, villages_waiting
from pendopo.budget.states import EDITABLE, OPEN, RkaStatus
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.tasks import Task

MOST_SINGLE = 3
"""So many Rka of one step are named one by one; more are one task."""

STEPS = {
    "compose": ("budget.compose_rka", gettext_lazy("Fill in the Rka"), gettext_lazy("Rka to be filled in")),
    "submit": ("budget.submit_rka", gettext_lazy("Submit the Rka"), gettext_lazy("Rka to be submitted")),
    "mend": ("budget.compose_rka", gettext_lazy("Mend the returned Rka"), gettext_lazy("returned Rka to be mended")),
    "BAPPEDA": ("budget.pass_bappeda", gettext_lazy("Check the Rka for Bappeda"), gettext_lazy("Rka to be checked")),
    "BPKAD": ("budget.pass_bpkad", gettext_lazy("Check the Rka for BPKAD"), gettext_lazy("Rka to be checked")),
    "APIP": ("budget.pass_apip", gettext_lazy("Review the Rka"), gettext_lazy("Rka to be reviewed")),
    "verify": ("budget.verify_rka", gettext_lazy("Verify the Rka"), gettext_lazy("Rka to be verified")),
}
"""Step -> the permission, the words for one Rka, the words behind the number of several."""

STAGE_STEPS = {
    "submit": gettext_lazy("Submit the stage"),
    "review": gettext_lazy("Review the stage"),
    "agree": gettext_lazy("Note the agreement on the stage"),
    "answer": gettext_lazy("Answer the return of the stage"),
    "set": gettext_lazy("Set the budget by Perda or Perkada"),
    "publish": gettext_lazy("Open the budget to everybody"),
}

PAPER_STEPS = {
    "sign": gettext_lazy("Sign the paper"),
    "validate": gettext_lazy("Validate the paper"),
    "approve": gettext_lazy("Approve the paper"),
}


def waiting_for(actor: Actor, now: dt.datetime) -> list[Task]:
    """The actor's tasks in all stages that are not over; a number of queries that does not grow with the units."""
    stages = list(stages_at_work(actor).exclude(status__in=OPEN))
    drafts = [stage for stage in stages if stage.status in EDITABLE]
    beside = [*_of_papers(actor), *residents_waiting(actor), *villages_waiting(actor, now)]
    return [*_of_stages(actor, stages), *_of_units(actor, drafts), *beside]


def _of_papers(actor: Actor) -> Iterable[Task]:
    """Papers that wait for the person's signature; more than a few are one task."""
    found = papers_to_sign(actor)
    if len(found) > MOST_SINGLE:
        title = _("%(number)s papers to be signed") % {"number": len(found)}
        url = reverse("budget:stage_papers", kwargs={"stage": found[0][0].stage_id})
        yield Task(title, url, about=found[0][0].document.label, since=found[0][0].made_at)
        return
    for paper, step in found:
        url = reverse("budget:paper_step", kwargs={"paper": paper.pk, "action": step})
        source = paper.unit.name if paper.unit else ""
        yield Task(str(PAPER_STEPS[step]), url, about=paper.document.label, source=source, since=paper.made_at)


def _of_stages(actor: Actor, stages: Iterable[Stage]) -> Iterable[Task]:
    for stage in stages:
        steps = [name for name in stage_actions(actor, stage) if name in STAGE_STEPS]
        if not steps or (steps[0] == "submit" and _unready(stage)):
            continue
        url = reverse("budget:stage_step", kwargs={"stage": stage.pk, "action": steps[0]})
        yield Task(str(STAGE_STEPS[steps[0]]), url, about=_named(stage))


def _unready(stage: Stage) -> bool:
    ready = readiness_of(stage)
    return bool(ready.units or ready.balance_amount)


def _named(stage: Stage) -> str:
    return f"{stage.get_kind_display()} {stage.year}"


def _of_units(actor: Actor, stages: list[Stage]) -> Iterable[Task]:
    waiting: dict[tuple[Stage, str], list[Rka]] = defaultdict(list)
    all_rka = Rka.objects.filter(stage__in=stages).select_related("stage", "unit").order_by("changed_at", "unit__code")
    passed = _passed(stages)
    for rka in all_rka:
        for step in _steps(rka, passed.get(rka.pk, set())):
            if permits(actor, STEPS[step][0], rka.unit):
                waiting[rka.stage, step].append(rka)
                break
    for (stage, step), found in waiting.items():
        yield from _told(stage, step, found)


def _passed(stages: list[Stage]) -> dict[int, set[str]]:
    """The gates that the present submission of each submitted Rka has passed. One query."""
    submitted = Q(rka__stage__in=stages, rka__status=RkaStatus.SUBMITTED)
    moves = RkaMove.objects.filter(submitted, action__in=["submit", "pass"]).values_list("rka_id", "round", "gate")
    passed: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for rka, number, gate in moves:
        passed[rka][number] |= {gate} if gate else set()
    return {rka: rounds[max(rounds)] for rka, rounds in passed.items()}


def _steps(rka: Rka, passed: set[str]) -> list[str]:
    """What may be done next, by whoever holds the duty."""
    if rka.status == RkaStatus.SUBMITTED:
        return [gate for gate in GATE_ROLES if gate not in passed] or ["verify"]
    return {RkaStatus.DRAFT: ["submit", "compose"], RkaStatus.RETURNED: ["submit", "mend"]}.get(
        RkaStatus(rka.status), []
    )


def _told(stage: Stage, step: str, found: list[Rka]) -> Iterable[Task]:
    _permission, one, several = STEPS[step]
    if len(found) <= MOST_SINGLE:
        for rka in found:
            url = reverse("budget:rka", kwargs={"stage": stage.pk, "unit": rka.unit.code})
            yield Task(str(one), url, about=_named(stage), source=rka.unit.name, since=rka.changed_at)
        return
    url = f"{reverse('budget:stage', kwargs={'stage': stage.pk})}?status={found[0].status}"
    title = _("%(number)s %(things)s") % {"number": len(found), "things": several}
    offices = ngettext("%(number)s office", "%(number)s offices", len(found)) % {"number": len(found)}
    yield Task(title, url, about=_named(stage), source=offices, since=found[0].changed_at)
