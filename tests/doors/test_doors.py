"""The doors table: every address has a row that says who is answered how."""

import csv
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.accounts.tests import factories
from tests.conftest import settle
from tests.doors.addresses import addresses

FOLDER = Path(__file__).parent
ROLES = ["stranger", "resident", "staff", "head", "auditor", "other"]


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


@pytest.fixture(scope="module")
def sessions(standing_world) -> dict[str, str]:
    """The session of each role, signed in once for all rows."""
    works = factories.unit("1.03", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR")
    health = factories.unit("1.02", "Dinas Kesehatan", "DINKES")
    people = {
        "resident": factories.person("warga@contoh.id", "Siti Warga"),
        "staff": factories.person("staf@contoh.id", "Budi Santoso", roles=["pptk", "staff"], unit=works),
        "head": factories.person("kepala@contoh.id", "Sri Wahyuni", roles=["pa", "head"], unit=works),
        "auditor": factories.person("inspektur@contoh.id", "Tri Hartono", roles=["apip"]),
        "other": factories.person("kepala.dinkes@contoh.id", "Rina Lestari", roles=["pa", "head"], unit=health),
    }
    made = {role: _session_of(person) for role, person in people.items()}
    settle()
    return made


def _session_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


@pytest.fixture
def answer_to(sessions, db):
    """Asks as one role; what an answer writes is undone after the test."""

    def ask(role: str, method: str, path: str) -> str:
        client = Client()
        if role in sessions:
            client.cookies["sessionid"] = sessions[role]
        return str(client.generic(method, path).status_code)

    return ask


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['method']} {row['name']}")
def test_each_role_is_answered_as_the_table_says(row, answer_to, standing_world):
    path = address(row, standing_world)
    answers = {role: answer_to(role, row["method"], path) for role in ROLES}
    assert answers == {role: row[role] for role in ROLES}
