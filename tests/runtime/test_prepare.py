"""Which demo steps are due at a start."""

import contextlib
import datetime as dt

import pytest
from django.core.management import call_command

from pendopo.accounts.management.commands.seed_people_demo import PASSWORD, PEOPLE
from pendopo.cli import main
from pendopo.cli.prepare import steps
from pendopo.cli.serve import DEMO_PASSWORD, DEMO_PEOPLE
from pendopo.instance.models import Instance
from pendopo.organisations.models import Unit

pytestmark = pytest.mark.django_db
ALL = ["init", "seed_people_demo", "seed_budget_demo", "seed_procurement_demo", "seed_monitoring_demo"]


def commands(demo: bool) -> list[str]:
    return [command[0] for _label, command in steps(demo)]


def regency(demo: bool) -> None:
    moment = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    Instance.objects.create(pk=1, region_code="33.03", name="X", kind="KABUPATEN", demo=demo, updated_at=moment)


def test_an_empty_database_gets_everything_with_demo_and_nothing_without():
    assert (commands(True), commands(False)) == (ALL, [])


def test_a_demo_that_was_interrupted_is_completed():
    regency(demo=True)
    assert commands(True) == ALL


def test_a_complete_demo_is_left_alone(capsys):
    regency(demo=True)
    call_command("seed_budget_demo")
    assert commands(True) == ALL[-2:]
    call_command("seed_procurement_demo")
    assert commands(True) == ALL[-1:]
    call_command("seed_monitoring_demo")
    assert commands(True) == []


def test_a_real_regency_is_never_given_demo_data():
    regency(demo=False)
    assert commands(True) == []


def test_the_sign_ins_that_serve_prints_are_those_that_are_seeded():
    assert [email for email, _name, _roles in PEOPLE] == DEMO_PEOPLE
    assert PASSWORD == DEMO_PASSWORD


def test_the_demo_has_each_office_once():
    regency(demo=True)
    call_command("seed_people_demo")
    before = set(Unit.objects.exclude(kind="KECAMATAN").values_list("code", "name"))
    call_command("seed_budget_demo")
    assert set(Unit.objects.exclude(kind="KECAMATAN").values_list("code", "name")) == before


def test_init_is_often_the_first_command_and_brings_the_tables_along(monkeypatch):
    done = []
    monkeypatch.setattr(main, "database", lambda _folder: contextlib.nullcontext())
    monkeypatch.setattr("pendopo.cli.prepare.prepare", lambda *, demo: done.append(("prepare", demo)))
    monkeypatch.setattr("django.core.management.execute_from_command_line", lambda words: done.append(words[1]))
    main.manage(["init", "--region", "35.78"])
    main.manage(["check"])
    assert done == [("prepare", False), "init", "check"]
