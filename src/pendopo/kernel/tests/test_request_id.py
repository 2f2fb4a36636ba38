"""The id of a request: in the answer, the log, the lines, and on the page of a failure."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from pendopo.kernel import request_id

seen = []
handler500 = "pendopo.kernel.request_id.server_error"


def answer(request):
    seen.append(request_id.current())
    return HttpResponse("ok")


def fail(request):
    raise ZeroDivisionError


urlpatterns = [path("ok", answer), path("fail", fail)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def get(given="", where="/ok"):
    headers = {"X-Request-ID": given} if given else {}
    return Client(raise_request_exception=False).get(where, headers=headers)


def test_each_request_has_its_own_and_none_is_left_behind():
    first, second = get().headers["X-Request-ID"], get().headers["X-Request-ID"]
    assert seen[-2:] == [first, second]
    assert (len(first), first != second, request_id.current()) == (20, True, "")


def test_the_proxys_id_is_taken_where_the_proxy_is_trusted(settings):
    assert get("abcdef-123456").headers["X-Request-ID"] != "abcdef-123456"
    settings.PENDOPO_TRUST_REQUEST_ID = True
    assert get("abcdef-123456").headers["X-Request-ID"] == "abcdef-123456"


@pytest.mark.parametrize("given", ["short", "with space in it", "<script>alert</script>", "a" * 65, "id\nid-id-id"])
def test_an_unsafe_id_is_replaced(settings, given):
    settings.PENDOPO_TRUST_REQUEST_ID = True
    assert request_id.chosen(given) != given


def test_the_page_of_a_failure_names_it():
    response = get(where="/fail")
    assert response.status_code == 500
    assert f"<dt>Nomor kejadian</dt><dd><b>{response.headers['X-Request-ID']}</b>" in response.content.decode()


def test_a_logged_line_carries_it():
    record = logging.LogRecord("x", logging.INFO, "", 0, "text", (), None)
    assert request_id.RequestIdFilter().filter(record)
    assert record.request_id == "-"
