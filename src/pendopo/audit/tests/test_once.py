"""The header `Idempotency-Key` over HTTP, on an API of one endpoint that records an act."""

import json
import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import path
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError

from pendopo.audit.models import Entry, IdempotencyKey
from pendopo.audit.once import once
from pendopo.audit.services import record
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM

api = NinjaAPI(urls_namespace="once-test")
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
GATE = {"entered": threading.Event(), "may_end": threading.Event()}


class Thing(Schema):
    name: str
    wait: bool = False


@api.post("/things", response={201: Thing})
@once
def make_thing(request, thing: Thing):
    with transaction.atomic():
        record(actor=SYSTEM, event="audit.sample.opened", subject=thing.name, now=clock.now())
    if thing.name == "refused":
        raise HttpError(409, "no")
    if thing.name == "broken":
        raise ZeroDivisionError
    if thing.wait:
        GATE["entered"].set()
        GATE["may_end"].wait(20)
    return 201, thing


urlpatterns = [path("api/", api.urls)]


def send(key="k1", client=None, **body):
    headers = {"Idempotency-Key": key} if key else {}
    content = json.dumps({"name": "meja"} | body)
    return (client or Client()).post("/api/things", content, content_type="application/json", headers=headers)


def test_the_second_request_gets_the_first_answer_and_nothing_is_done_twice():
    first, second = send(), send()
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert ("Idempotency-Replayed" in first.headers, second.headers["Idempotency-Replayed"]) == (False, "true")
    assert Entry.objects.count() == 1


def test_the_same_key_with_another_body_is_refused_with_422():
    send()
    assert send(name="kursi").status_code == 422
    assert [entry.subject for entry in Entry.objects.all()] == ["meja"]


def test_without_the_header_each_request_is_an_act():
    send(key="")
    send(key="")
    assert (Entry.objects.count(), IdempotencyKey.objects.count()) == (2, 0)


def test_a_key_of_more_than_two_hundred_characters_is_refused():
    assert send(key="k" * 201).status_code == 400


@pytest.mark.parametrize("name", ["refused", "broken"])
def test_a_request_that_fails_leaves_neither_act_nor_key(name):
    client = Client(raise_request_exception=False)
    assert send(client=client, name=name).status_code in {409, 500}
    assert (Entry.objects.count(), IdempotencyKey.objects.count()) == (0, 0)
    assert send(name="meja").status_code == 201


def test_the_key_of_one_client_is_unknown_to_another(resident, staff):
    ours, theirs = Client(), Client()
    ours.force_login(resident, backend="django.contrib.auth.backends.ModelBackend")
    theirs.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    send(client=ours)
    assert "Idempotency-Replayed" not in send(client=theirs).headers
    assert Entry.objects.count() == 2


def test_the_description_names_the_header_and_its_refusals():
    described = api.get_openapi_schema(path_prefix="")["paths"]["/things"]["post"]
    assert [one["name"] for one in described["parameters"]] == ["Idempotency-Key"]
    assert {409, 422} <= {int(code) for code in described["responses"]}


@pytest.mark.django_db(transaction=True)
def test_two_connections_with_one_key_do_one_act_and_the_twin_is_told_to_wait():
    for event in GATE.values():
        event.clear()
    answers = []

    def first():
        try:
            answers.append(send(wait=True).status_code)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert GATE["entered"].wait(20)
    twin = send(wait=True)
    GATE["may_end"].set()
    thread.join()
    assert (twin.status_code, twin.headers["Retry-After"], answers) == (409, "1", [201])
    assert send(wait=True).headers["Idempotency-Replayed"] == "true"
    assert Entry.objects.count() == 1
