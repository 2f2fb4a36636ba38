"""Django's own check of a deployment finds nothing to say about the production profile."""

import os
import subprocess
import sys

from pendopo.config.settings import base
from tests.architecture.source import ROOT


def test_the_production_profile_passes_the_deploy_check(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}
    around = kept | {
        "PENDOPO_PROFILE": "production",
        "PENDOPO_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "pendopo.config.settings.active",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "pendopo.config.manage", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=around, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_no_check_is_silenced_but_those_about_the_neighbours(monkeypatch):
    from pendopo.config.settings import production

    assert production.SILENCED_SYSTEM_CHECKS == ["security.W005", "security.W021"]
    assert base.DEBUG is False


def test_browsers_are_bound_to_tls_for_a_day_at_first_and_for_a_year_after_a_week(tmp_path):
    assert hsts(tmp_path) == "86400"
    first_day = tmp_path / "secrets" / "first_day"
    a_week_ago = first_day.stat().st_mtime - 8 * 86_400
    os.utime(first_day, (a_week_ago, a_week_ago))
    assert hsts(tmp_path) == "31536000"
    assert hsts(tmp_path, PENDOPO_HSTS_SECONDS="60") == "60"


def hsts(var, **given: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}
    around = kept | {"PENDOPO_VAR": str(var), "PYTHONPATH": str(ROOT / "src")} | given
    code = "from pendopo.config.settings import production; print(production.SECURE_HSTS_SECONDS)"
    return subprocess.run(
        [sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True
    ).stdout.strip()
