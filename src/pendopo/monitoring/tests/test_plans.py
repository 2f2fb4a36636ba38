"""Work plans: what is refused, who agrees, and how an amendment replaces one."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import planning, queries, services
from pendopo.monitoring.models import WorkPlan
from pendopo.monitoring.services import ItemValues, PlanRefused
from pendopo.monitoring.tests import factories as f
from pendopo.procurement import services as procurement


def codes(refused):
    return [(one.code, one.item, one.period) for one in refused.value.problems]


def write(project, items, actor=SYSTEM):
    return services.write_plan(project_id=project.pk, items=items, actor=actor, now=f.NOON)


def test_weeks_are_counted_from_the_first_day_and_the_last_may_be_short():
    weeks = planning.weeks_of(dt.date(2026, 12, 1), dt.date(2026, 12, 30))
    assert [(one.starts_date.day, one.ends_date.day) for one in weeks] == [
        (1, 7),
        (8, 14),
        (15, 21),
        (22, 28),
        (29, 30),
    ]
    for ends in (dt.date(2026, 11, 30), dt.date(2046, 1, 1)):
        with pytest.raises(ValueError, match=r"-?\d+"):
            planning.weeks_of(dt.date(2026, 12, 1), ends)


def test_a_plan_is_agreed_by_the_ppk_alone_and_gives_the_curve(project, opd):
    pptk = people.person("pptk@contoh.id", "Budi PPTK", roles=["pptk"], unit=opd)
    ppk = people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd)
    plan = write(project, f.items(), pptk)
    services.propose_plan(plan_id=plan.pk, actor=pptk, now=f.NOON)
    with pytest.raises(PermissionDenied):
        services.approve_plan(plan_id=plan.pk, actor=pptk, now=f.NOON)
    services.approve_plan(plan_id=plan.pk, actor=ppk, now=f.NOON)
    assert queries.plan_in_force(project) == plan
    assert [point.planned_percent for point in plan.points.all()] == [D(20), D(40), D(70), D(100)]
    assert [item.weight for item in plan.items.all()] == [D(20), D(50), D(30)]
    project.refresh_from_db()
    assert (project.standing, project.planned_percent) == ("UNREPORTED", D(0))


def test_everything_that_is_wrong_is_said_at_once(project):
    bad = [
        ItemValues("Galian", "m3", D(10), D(1000), [D(10), D(5), D(50), D(100)]),
        ItemValues("", "m3", D(10), D(1000), [D(0)] * 4),
        ItemValues("Aspal", "m2", D(0), D(1000), [D(0), D(0), D(0), D(100)]),
        ItemValues("Marka", "m2", D(1), D(1000), [D(0), D(0), D(101), D(100)]),
        ItemValues("Pagar", "m", D(1), D(1000), [D(0), D(100)]),
        ItemValues("Rambu", "buah", D(1), D(1000), [D(0), D(0), D(50), D(90)]),
    ]
    with pytest.raises(PlanRefused) as refused:
        write(project, bad)
    assert codes(refused) == [
        ("falls", 1, 2), ("unnamed", 2, 0), ("amount", 3, 0), ("percent", 4, 3), ("falls", 4, 4), ("periods", 5, 0),
        ("unfinished", 6, 4),
    ]  # fmt: skip
    with pytest.raises(PlanRefused) as refused:
        write(project, [])
    assert codes(refused) == [("no_items", 0, 0)]
    assert not WorkPlan.objects.exists()


def test_a_draft_is_replaced_and_a_returned_plan_says_why(project):
    write(project, f.items())
    plan = write(project, f.items())
    assert list(WorkPlan.objects.values_list("pk", flat=True)) == [plan.pk]
    services.propose_plan(plan_id=plan.pk, actor=SYSTEM, now=f.NOON)
    with pytest.raises(PlanRefused) as refused:
        write(project, f.items())
    assert codes(refused) == [("proposed", 0, 0)]
    with pytest.raises(PlanRefused):
        services.return_plan(plan_id=plan.pk, reason=" ", actor=SYSTEM, now=f.NOON)
    services.return_plan(plan_id=plan.pk, reason="Bobot aspal terlalu kecil", actor=SYSTEM, now=f.NOON)
    plan.refresh_from_db()
    assert (plan.status, plan.returned_reason) == ("DRAFT", "Bobot aspal terlalu kecil")
    with pytest.raises(MoveRefused):
        services.approve_plan(plan_id=plan.pk, actor=SYSTEM, now=f.NOON)


def test_only_an_amendment_replaces_an_agreed_plan_and_both_curves_stay(project, contract, lines):
    first = f.agreed(project)
    f.accepted(project, 1, ["100", "0", "0"])
    second = write(project, f.items(late=True))
    services.propose_plan(plan_id=second.pk, actor=SYSTEM, now=f.NOON)
    with pytest.raises(PlanRefused) as refused:
        services.approve_plan(plan_id=second.pk, actor=SYSTEM, now=f.NOON)
    assert codes(refused) == [("amendment", 0, 0)]
    addendum = procurement.amend_contract(
        contract_id=contract.pk, number="A/1", date=f.SIGNED, reason="Cuaca", shares={lines[0].pk: D(100_000_000)},
        actor=SYSTEM, now=f.NOON,
    )  # fmt: skip
    services.approve_plan(plan_id=second.pk, addendum_id=addendum.pk, actor=SYSTEM, now=f.NOON)
    first.refresh_from_db()
    assert (first.status, queries.plan_in_force(project)) == ("REBASELINED", second)
    curves = [[point.planned_percent for point in plan.points.all()] for plan in queries.plans_agreed(project)]
    assert curves == [[D(20), D(20), D(45), D(100)], [D(20), D(40), D(70), D(100)]]
    assert [state.before for state in queries.item_states(second).values()] == [D(100), D(0), D(0)]


def test_a_plan_of_another_time_is_not_agreed(project, contract, lines):
    plan = write(project, f.items())
    services.propose_plan(plan_id=plan.pk, actor=SYSTEM, now=f.NOON)
    procurement.amend_contract(
        contract_id=contract.pk, number="A/1", date=f.SIGNED, reason="Cuaca", shares={lines[0].pk: D(100_000_000)},
        ends_date=f.ENDS + dt.timedelta(days=7), actor=SYSTEM, now=f.NOON,
    )  # fmt: skip
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    with pytest.raises(PlanRefused) as refused:
        services.approve_plan(plan_id=plan.pk, actor=SYSTEM, now=f.NOON)
    assert codes(refused) == [("time", 0, 0)]
