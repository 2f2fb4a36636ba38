"""The committed description of the API is the present one, and every operation keeps to it."""

import pytest
import schemathesis
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
EXAMPLES = 12
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def application():
    """Django as a server sees it, but with the connection of the test kept open between requests."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in ends:
        signal.connect(close_old_connections)


def answers(operation, mode: GenerationMode, application) -> set[int]:
    """The statuses of invented requests; each answer must be one that the description names."""
    statuses = set()

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
        statuses.add(case.call_and_validate(app=application, checks=CHECKS).status_code)

    holds()
    return statuses


def test_the_committed_description_is_the_present_one():
    committed = (ROOT / "docs/openapi.json").read_text(encoding="utf-8")
    assert committed == openapi.text(), "the API has changed: look at what it breaks, then `make openapi`"


@pytest.mark.parametrize("path", ["files/imports/x/", "tidak-ada/", "budget/nodes/"])
def test_a_machine_is_refused_in_json_also_where_no_operation_is(client, standing_budget, db, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_an_operation_answers_as_it_is_described(label, standing_budget, db, application):
    operation = OPERATIONS[label]
    wrong = [GenerationMode.NEGATIVE] if list(operation.iter_parameters()) or operation.body else []
    for mode in [GenerationMode.POSITIVE, *wrong]:
        statuses = answers(operation, mode, application)
        assert statuses - set(range(500, 600)) == statuses != set()
