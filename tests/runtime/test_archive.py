"""Backup and restore: what goes in comes out, and what is not whole or does not verify changes nothing."""

from pathlib import Path

import pytest

from tests.runtime.instance import Instance
from tests.runtime.own_server import OwnServer

pytestmark = pytest.mark.slow
ONE_REGENCY = (
    "from pendopo.kernel import clock; from pendopo.kernel.access import SYSTEM; from pendopo.regions import services; "
    "services.load_regions(actor=SYSTEM, now=clock.now(), within='33.03')"
)
HEARD = "SELECT status FROM audit_heartbeat WHERE name = 'audit.backup' AND last_ping_at IS NOT NULL"
TAMPER = (
    "SET session_replication_role = replica; UPDATE audit_entry SET {} WHERE id = (SELECT min(id) FROM audit_entry)"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A migrated instance with one act in its log, and its backup."""
    folder = tmp_path_factory.mktemp("archive")
    made = Instance(folder / "var")
    try:
        assert made.run("migrate", "--verbosity=0")[0] == 0
        # One regency alone: what a backup is, the nation's 83 thousand villages show no better.
        assert made.run("shell", "--verbosity=0", "-c", ONE_REGENCY) == (0, "")
        assert made.run("init", "--region", "33.03")[0] == 0
        made.cluster.start()
        (made.var / "files").mkdir(parents=True, exist_ok=True)
        with made.connect() as connection:
            connection.execute("CREATE TABLE kept (words text)")
        fill(made)
        file = folder / "pendopo.tar.gz"
        status, text = made.run("backup", str(file))
        assert (status, "Backup written" in text, oct(file.stat().st_mode)[-3:]) == (0, True, "600")
        with made.connect() as connection:
            assert connection.execute(HEARD).fetchall() == [("UP",)]
        yield made, file
    finally:
        made.stop()


def fill(instance: Instance) -> None:
    """One file and two rows, as in the backup."""
    (instance.var / "files" / "foto").write_bytes(b"Purbalingga")
    with instance.connect() as connection:
        connection.execute("DELETE FROM kept")
        connection.execute("INSERT INTO kept VALUES ('satu'), ('dua')")


@pytest.fixture
def instance(served):
    fill(served[0])
    return served[0]


@pytest.fixture
def file(served):
    return served[1]


def words(connection) -> list[str]:
    return [word for (word,) in connection.execute("SELECT words FROM kept ORDER BY 1")]


def change(instance: Instance) -> None:
    """Something after the backup."""
    with instance.connect() as connection:
        connection.execute("DELETE FROM kept WHERE words = 'dua'")
    (instance.var / "files" / "foto").write_bytes(b"other")


def is_changed(instance: Instance) -> bool:
    with instance.connect() as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        left = {path.name for path in instance.var.iterdir()} & {"files-before", "files-discarded"}
        same_file = (instance.var / "files" / "foto").read_bytes() == b"other"
        return words(connection) == ["satu"] and same_file and not left and "pendopo_restored" not in names


def test_a_backup_comes_back_whole_and_a_broken_one_changes_nothing(instance, file, tmp_path):
    change(instance)
    status, text = instance.run("restore", str(file))
    assert (status, "Add --replace" in text, is_changed(instance)) == (1, True, True)
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(file.read_bytes()[:-2000])
    status, text = instance.run("restore", str(broken), "--replace")
    assert (status, "is not a whole backup" in text, is_changed(instance)) == (1, True, True)
    with instance.connect():  # somebody looks into the database
        status, text = instance.run("restore", str(file), "--replace")
    assert (status, "The data of before are kept" in text, is_changed(instance)) == (1, True, True), text
    status, text = instance.run("restore", str(file), "--replace")
    assert (status, "all counts agree" in text) == (0, True), text
    with instance.connect() as connection:
        assert words(connection) == ["dua", "satu"]
    assert (instance.var / "files" / "foto").read_bytes() == b"Purbalingga"


def test_a_backup_whose_log_does_not_verify_leaves_the_old_state(instance, tmp_path):
    file = tmp_path / "tampered.tar.gz"
    with instance.connect() as connection:
        connection.execute(TAMPER.format("subject = subject || 'x'"))
    assert instance.run("backup", str(file))[0] == 0
    with instance.connect() as connection:
        connection.execute(TAMPER.format("subject = left(subject, -1)"))
    change(instance)
    status, text = instance.run("restore", str(file), "--replace")
    assert (status, "The log of the backup does not verify" in text, "Traceback" in text) == (1, True, False), text
    assert is_changed(instance)
    assert instance.run("audit", "verify")[0] == 0


def test_a_backup_moves_to_a_server_of_ones_own_and_back(instance, file, tmp_path):
    back = tmp_path / "back.tar.gz"
    own = OwnServer(tmp_path)
    try:
        moved(own, instance, file, back)
    finally:
        own.remove()
    change(instance)
    assert instance.run("restore", str(back), "--replace")[0] == 0
    with instance.connect() as connection:
        assert words(connection) == ["dua", "satu", "tiga"]


def moved(own: OwnServer, instance: Instance, file: Path, back: Path) -> None:
    """Restore to the server of one's own, change there, make a backup; wrong sign-ins are named plainly."""
    url = own.url()
    status, text = instance.run("restore", str(file), PENDOPO_DATABASE_URL=url)
    assert (status, "all counts agree" in text) == (0, True), text
    with own.connect() as connection:
        connection.execute("INSERT INTO kept VALUES ('tiga')")
    status, text = instance.run("backup", str(back), PENDOPO_DATABASE_URL=url)
    assert (status, "Backup written" in text, own.password in text) == (0, True, False), text
    for wrong, sentence in [
        (own.url("salah"), "the user or the password"),
        (own.url(database="lain"), "does not exist"),
    ]:
        status, text = instance.run("migrate", PENDOPO_DATABASE_URL=wrong)
        assert (status, sentence in text, "Traceback" in text) == (1, True, False), text
