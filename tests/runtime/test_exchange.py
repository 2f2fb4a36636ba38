"""A restored instance takes the old one's place whole, or not at all."""

import os
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from pendopo.cli import exchange
from pendopo.cli.exchange import BEFORE, DISCARDED, FILES, Place, act, settle


@pytest.fixture
def server():
    """A connection to the tests' own server, outside of any test database."""
    given = settings.DATABASES["default"]
    with psycopg.connect(host=given["HOST"], user=given["USER"], dbname="postgres", autocommit=True) as connection:
        yield connection


@pytest.fixture
def place(server, tmp_path):
    """A live database beside a restored one; each says in a comment which it is."""
    found = Place(tmp_path / "var", f"exchange_{uuid.uuid4().hex[:8]}")
    (found.var / FILES).mkdir(parents=True)
    (found.var / FILES / "photo").write_text("old", encoding="utf-8")
    for name, word in ((found.live, "old"), (found.draft, "new")):
        act(server, "CREATE DATABASE {} TEMPLATE template0", name)
        act(server, f"COMMENT ON DATABASE {{}} IS '{word}'", name)
    yield found
    for name in (found.live, found.draft, found.old):
        act(server, "DROP DATABASE IF EXISTS {}", name)


@pytest.fixture
def restored(tmp_path) -> Path:
    folder = tmp_path / "restored"
    folder.mkdir()
    (folder / "photo").write_text("new", encoding="utf-8")
    return folder


def state(server, place: Place) -> tuple[str, str, set[str]]:
    """What the live database and the live file say, and what else is left in the data folder."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    words = server.execute(query, [place.live]).fetchone()[0]
    file = (place.var / FILES / "photo").read_text(encoding="utf-8")
    return words, file, {path.name for path in place.var.iterdir()} - {FILES}


def test_database_and_files_change_place_together(server, place, restored):
    exchange.exchange(server, place, restored)
    assert state(server, place) == ("new", "new", set())


def test_a_failed_swap_of_the_files_takes_the_database_back(server, place, restored, monkeypatch):
    def full(var: Path, folder: Path) -> None:
        (var / FILES).rename(var / BEFORE)
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(exchange, "_swap_folders", full)
    with pytest.raises(OSError, match="No space left"):
        exchange.exchange(server, place, restored)
    assert state(server, place) == ("old", "old", set())


def test_a_restore_killed_before_its_commit_is_taken_back(server, place, restored):
    exchange._swap_folders(place.var, restored)
    settle(server, place)
    assert state(server, place) == ("old", "old", set())


def test_a_restore_killed_after_its_commit_is_finished(server, place, restored):
    act(server, "ALTER DATABASE {} RENAME TO {}", place.live, place.old)
    act(server, "ALTER DATABASE {} RENAME TO {}", place.draft, place.live)
    exchange._swap_folders(place.var, restored)
    settle(server, place)
    assert state(server, place) == ("new", "new", set())
    assert not (place.var / DISCARDED).exists()


def test_nothing_is_settled_where_nothing_had_begun(server, place):
    settle(server, place)
    assert state(server, place) == ("old", "old", set())
