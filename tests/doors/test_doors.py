"""The doors table: every address has a row that says who is answered how."""

import csv
import json
from pathlib import Path

import pytest
from django.urls import reverse

from tests.doors.addresses import addresses

FOLDER = Path(__file__).parent
ROLES = ["stranger", "resident", "staff", "head", "auditor", "other"]
FIXTURES = {"other": "other_official"}


def rows() -> list[dict[str, str]]:
    """All rows of the table, one CSV for each package."""
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_every_address_has_a_row_and_every_row_an_address():
    named = {row["name"] for row in rows()}
    known = addresses()
    assert (sorted(known - named), sorted(named - known)) == ([], [])


def address(row: dict[str, str], tokens: dict[str, str]) -> str:
    """The row's address with the tokens of the seeded world filled in."""
    kwargs = {key: str(value).format(**tokens) for key, value in json.loads(row["kwargs"] or "{}").items()}
    if row["name"].startswith("api:"):
        path = "/api/v1" + row["name"].split(" ", 1)[1].format(**kwargs)
    else:
        path = reverse(row["name"], kwargs=kwargs)
    query = json.loads(row["query"] or "{}")
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['method']} {row['name']}")
def test_each_role_is_answered_as_the_table_says(row, request, client, world):
    path = address(row, world)
    answers = {}
    for role in ROLES:
        client.logout()
        if role != "stranger":
            client.force_login(request.getfixturevalue(FIXTURES.get(role, role)))
        answers[role] = str(client.generic(row["method"], path).status_code)
    assert answers == {role: row[role] for role in ROLES}
