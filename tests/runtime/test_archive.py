"""Backup and restore: what goes in comes out, and what is not whole is refused."""

import pytest

from tests.runtime.instance import Instance


@pytest.mark.slow
def test_a_backup_comes_back_whole_and_a_broken_one_is_refused(tmp_path):
    instance = Instance(tmp_path / "var")
    file = tmp_path / "pendopo.tar.gz"
    assert instance.run("migrate", "--verbosity=0")[0] == 0
    (instance.var / "files").mkdir(parents=True, exist_ok=True)
    (instance.var / "files" / "foto").write_bytes(b"Purbalingga")
    instance.cluster.start()
    try:
        with instance.connect() as connection:
            connection.execute("CREATE TABLE kept (words text)")
            connection.execute("INSERT INTO kept VALUES ('satu'), ('dua')")
        status, text = instance.run("backup", str(file))
        assert (status, "Backup written" in text, oct(file.stat().st_mode)[-3:]) == (0, True, "600")
        with instance.connect() as connection:
            connection.execute("DELETE FROM kept")
        (instance.var / "files" / "foto").write_bytes(b"other")
        status, text = instance.run("restore", str(file))
        assert (status, "Add --replace" in text) == (1, True)
        broken = tmp_path / "broken.tar.gz"
        broken.write_bytes(file.read_bytes()[:-2000])
        status, text = instance.run("restore", str(broken), "--replace")
        assert (status, "is not a whole backup" in text) == (1, True)
        status, text = instance.run("restore", str(file), "--replace")
        assert (status, "all counts agree" in text) == (0, True), text
        with instance.connect() as connection:
            assert connection.execute("SELECT words FROM kept ORDER BY 1").fetchall() == [("dua",), ("satu",)]
        assert (instance.var / "files" / "foto").read_bytes() == b"Purbalingga"
    finally:
        instance.stop()
