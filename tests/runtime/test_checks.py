"""Each thing that can be wrong before a start is said plainly."""

import os
import socket
from collections import namedtuple

import pytest

from pendopo.cli import checks, programs
from pendopo.cli.main import management_arguments
from pendopo.cli.output import CommandRefused

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("PENDOPO_LANGUAGE", "en")


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandRefused, match=f"Port {port} cannot be used .* --port"):
            checks.port_is_free("127.0.0.1", port)


def test_a_full_disk_is_refused_with_what_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _path: Usage(0, 0, 150 * 1024**2))
    with pytest.raises(CommandRefused, match="Only 150 MB are free"):
        checks.disk_has_room(tmp_path)


def test_data_of_another_major_version_are_not_touched(tmp_path):
    (tmp_path / "PG_VERSION").write_text("17\n", encoding="utf-8")
    with pytest.raises(CommandRefused, match="belong to PostgreSQL 17, this Pendopo brings 18"):
        checks.data_is_ours(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CommandRefused, match="PENDOPO_VAR"):
        checks.folder_is_writable(tmp_path / "file" / "var")


@pytest.mark.parametrize(("reason", "text"), [
    ('FATAL:  password authentication failed for user "x"', "refuses the user or the password"),
    ("fe_sendauth: no password supplied", "refuses the user or the password"),
    ('FATAL:  database "y" does not exist', "does not exist"),
    ("connection to server failed: Connection refused", "does not answer"),
])  # fmt: skip
def test_what_the_driver_reports_becomes_a_plain_sentence(reason, text):
    assert text in checks._refusal(reason)


def test_a_refused_connection_does_not_print_the_password():
    with pytest.raises(CommandRefused, match="does not answer") as refusal:
        checks.server_answers("postgresql://someone:verysecret@127.0.0.1:1/pendopo")
    assert "verysecret" not in str(refusal.value)


def test_a_server_that_is_too_old_is_refused(monkeypatch):
    class Old:
        info = type("Info", (), {"server_version": 150004})

        def __enter__(self):
            return self

        def __exit__(self, *_ignored):
            return None

    monkeypatch.setattr("psycopg.connect", lambda *_a, **_k: Old())
    with pytest.raises(CommandRefused, match="PostgreSQL 15; at least 16"):
        checks.server_answers("postgresql://somewhere/pendopo")


def test_two_words_are_one_command_where_there_is_one():
    known = {"import_budget", "migrate"}
    assert management_arguments(["import", "budget", "DIR"], known) == ["import_budget", "DIR"]
    assert management_arguments(["migrate", "audit"], known) == ["migrate", "audit"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another system user")
def test_programs_that_the_servers_user_cannot_reach_are_copied_to_where_they_can(tmp_path):
    hidden = tmp_path / "hidden"
    (hidden / "bin").mkdir(parents=True)
    (hidden / "bin" / "postgres").write_text("#!/bin/sh\n", encoding="utf-8")
    (hidden / "bin" / "postgres").chmod(0o755)
    hidden.chmod(0o700)
    assert not programs.reachable(hidden / "bin" / "postgres", "nobody")
    base = programs.shared_base()
    copy = programs.readable_copy(hidden, base)
    try:
        assert programs.reachable(copy / "bin" / "postgres", "nobody")
        assert programs.readable_copy(hidden, base) == copy
    finally:
        programs.shutil.rmtree(copy)
