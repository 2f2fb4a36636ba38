"""The acts on the plan of the region: take over a whole table, and say which programmes of the budget carry it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.models import Rpjmd, RpjmdLink, RpjmdNode, RpjmdProgram, RpjmdTarget
from pendopo.budget.rpjmd_rows import LINK, PlanNode, above, depth_of
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require


class LinkProblem(Exception):
    """A code that cannot carry the programme: `code` is form or taken, `link` the code, `owner` who has it."""

    def __init__(self, code: str, link: str, owner: str = "") -> None:
        super().__init__(link)
        self.code, self.link, self.owner = code, link, owner


@dataclass(frozen=True)
class PlanHead:
    """What the table does not say of the plan."""

    title: str
    year_from: int
    year_to: int
    vision: str
    legal_instrument: str = ""


@transaction.atomic
def import_rpjmd(
    *, head: PlanHead, nodes: Mapping[str, PlanNode], actor: Actor, now: dt.datetime, demo: bool = False
) -> Rpjmd:
    """Store the plan that begins in that year, or bring the one that is kept to what the table says.

    Missions, goals, objectives and programmes keep their ids by their codes. Raises PermissionDenied.
    """
    require(actor, "budget.keep_rpjmd")
    values = {
        "title": head.title,
        "year_to": head.year_to,
        "vision": head.vision,
        "legal_instrument": head.legal_instrument,
        "demo": demo,
        "imported_at": now,
    }
    plan, _new = Rpjmd.objects.update_or_create(year_from=head.year_from, defaults=values)
    _store(plan, nodes)
    data = {"title": head.title, "rows": len(nodes)}
    record(actor=actor, event="budget.rpjmd.imported", subject=plan, now=now, data=data)
    topics.touch("budget")
    return plan


def _store(plan: Rpjmd, nodes: Mapping[str, PlanNode]) -> None:
    ids: dict[str, int] = {}
    programs: dict[str, int] = {}
    for code in sorted(nodes, key=depth_of):
        node, parent = nodes[code], ids.get(above(code))
        if node.level == "PROGRAM":
            own = {"name": node.text, "objective_id": parent}
            programs[code] = RpjmdProgram.objects.update_or_create(rpjmd=plan, code=code, defaults=own)[0].pk
        else:
            own = {"text": node.text, "level": node.level, "parent_id": parent}
            ids[code] = RpjmdNode.objects.update_or_create(rpjmd=plan, code=code, defaults=own)[0].pk
    plan.programs.exclude(code__in=programs).delete()
    plan.nodes.exclude(code__in=ids).delete()
    _store_targets(plan, nodes, ids, programs)
    plan.links.all().delete()
    RpjmdLink.objects.bulk_create(
        RpjmdLink(rpjmd=plan, program_id=pk, code=link) for code, pk in programs.items() for link in nodes[code].links
    )


def _store_targets(
    plan: Rpjmd, nodes: Mapping[str, PlanNode], ids: Mapping[str, int], programs: Mapping[str, int]
) -> None:
    RpjmdTarget.objects.filter(node__rpjmd=plan).delete()
    RpjmdTarget.objects.filter(program__rpjmd=plan).delete()
    RpjmdTarget.objects.bulk_create(
        RpjmdTarget(
            node_id=ids.get(code),
            program_id=programs.get(code),
            number=number,
            indicator=indicator,
            measure=measure,
            year=year,
            value=value,
        )
        for code, node in nodes.items()
        for number, ((indicator, measure), values) in enumerate(node.targets.items(), start=1)
        for year, value in values.items()
    )


@transaction.atomic
def link_program(*, program_id: int, codes: Collection[str], actor: Actor, now: dt.datetime) -> RpjmdProgram:
    """Say which programmes of the budget carry a programme of the plan; others are let go.

    Raises LinkProblem, PermissionDenied, and RpjmdProgram.DoesNotExist.
    """
    require(actor, "budget.keep_rpjmd")
    program = RpjmdProgram.objects.get(pk=program_id)
    Rpjmd.objects.select_for_update().get(pk=program.rpjmd_id)
    taken = dict(
        RpjmdLink.objects.filter(rpjmd=program.rpjmd_id, code__in=codes)
        .exclude(program=program)
        .values_list("code", "program__name")
    )
    for code in codes:
        if not LINK.match(code):
            raise LinkProblem("form", code)
        if code in taken:
            raise LinkProblem("taken", code, taken[code])
    program.links.exclude(code__in=codes).delete()
    kept = set(program.links.values_list("code", flat=True))
    RpjmdLink.objects.bulk_create(
        RpjmdLink(rpjmd_id=program.rpjmd_id, program=program, code=code) for code in sorted({*codes} - kept)
    )
    data = {"codes": ", ".join(sorted(set(codes))) or "–"}
    record(actor=actor, event="budget.rpjmd.linked", subject=program, now=now, data=data)
    topics.touch("budget")
    return program
