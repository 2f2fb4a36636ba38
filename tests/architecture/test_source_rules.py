"""The rules of the house on the whole source, and a deliberate violation for each of them."""

from collections.abc import Callable, Iterator

import pytest

from tests.architecture import checks
from tests.architecture.source import Module, module, modules

LONG = "\n".join(["def long():"] + ["    x = 1"] * 60)

VIOLATIONS: list[tuple[Callable[..., Iterator[str]], Module]] = [
    (checks.too_long, module(LONG)),
    (checks.too_long, module("def view(request):\n" + "    x = 1\n" * 30, "example/views.py")),
    (checks.too_long, module("x = 1\n" * 401)),
    (checks.badly_named, module("", "example/helpers.py")),
    (checks.acts_without_permission, module("def approve(*, actor):\n    pass\n")),
    (checks.acts_without_permission, module("def approve(*, rka_id):\n    require(rka_id)\n")),
    (checks.acts_without_permission, module("def approve(rka, *, actor):\n    require(actor, 'x')\n")),
    (checks.status_assignments, module("rka.status = 'APPROVED'\n")),
    (checks.web_below_the_door, module("from django.http import HttpRequest\n")),
    (checks.web_below_the_door, module("import ninja\n", "example/queries.py")),
    (checks.models_at_the_door, module("from pendopo.budget.models import Stage\n", "example/views.py")),
    (checks.models_at_the_door, module("from pendopo.budget import models\n", "example/api.py")),
    (checks.signals, module("from django.dispatch import receiver\n")),
    (checks.work_in_save, module("class A:\n    def save(self):\n        pass\n", "example/models.py")),
    (checks.moving_dates, module("at = DateTimeField(auto_now=True)\n", "example/models.py")),
    (checks.undocumented, module("def approve(*, actor):\n    require(actor, 'x')\n")),
    (checks.float_money, module("total_amount = models.FloatField()\n", "example/models.py")),
    (checks.wall_clocks, module("at = timezone.now()\n")),
    (checks.twin_schemas, module("class A(Schema):\n    x: int\nclass A(Schema):\n    y: int\n", "example/api.py")),
    (checks.printing, module("def act():\n    print('x')\n")),
]
RULES = list(dict.fromkeys(rule for rule, _violation in VIOLATIONS))


@pytest.fixture(scope="module")
def source() -> list[Module]:
    return modules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule, source):
    assert list(rule(source)) == []


@pytest.mark.parametrize(("rule", "violation"), VIOLATIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_deliberate_violation_is_found(rule, violation):
    assert list(rule([violation])) != []


def test_the_source_is_really_read(source):
    assert {"kernel/states.py", "budget/__init__.py", "config/urls.py"} <= {str(found.path) for found in source}
