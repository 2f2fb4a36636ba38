"""The list of one's devices: kept up to date without a write at each request."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
PAGE = "/workspace/"


def test_a_device_is_noted_once_and_again_when_the_browser_changes(client, resident):
    client.force_login(resident)
    client.get(PAGE, headers={"user-agent": "Peramban A"})
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE, headers={"user-agent": "Peramban A"})
    assert not any("usersessions" in query["sql"] for query in asked.captured_queries)
    client.get(PAGE, headers={"user-agent": "Peramban B"})
    assert [device.user_agent for device in UserSession.objects.filter(user=resident)] == ["Peramban B"]
    assert "Peramban" not in str(dict(client.session))
