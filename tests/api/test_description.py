"""The committed description of the API is the present one, and every operation keeps to it."""

import io

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, checks

from pendopo.config import openapi
from pendopo.config.api import api
from tests.architecture.source import ROOT

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
OPERATIONS = {operation.ok().label: operation.ok() for operation in SCHEMA.get_all_operations()}
EXAMPLES = 25


@pytest.fixture
def application():
    """Django as a server sees it, but with the connection of the test kept open between requests."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in ends:
        signal.connect(close_old_connections)


def test_the_committed_description_is_the_present_one():
    committed = (ROOT / "docs/openapi.json").read_text(encoding="utf-8")
    assert committed == openapi.text(), "the API has changed: look at what it breaks, then `make openapi`"


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_an_operation_answers_as_it_is_described(label, mode, world, application):
    call_command("seed_budget_demo", stdout=io.StringIO())
    operation, statuses = OPERATIONS[label], set()
    if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()) and not operation.body:
        return  # nothing that could be wrong

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case):
        answer = case.call_and_validate(
            app=application,
            checks=[
                checks.not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
                checks.response_schema_conformance,
            ],
        )
        statuses.add(answer.status_code)

    holds()
    print(label, mode.value, statuses)
    assert 500 not in statuses
