"""The shipped nginx configuration is one that nginx accepts."""

import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_nginx_accepts_the_configuration(tmp_path):
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("no nginx or openssl; on Debian: apt-get install nginx openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/pendopo/tls/fullchain.pem", str(certificate))
    text = text.replace("/etc/pendopo/tls/privkey.pem", str(key)).replace("/var/cache/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    main = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [
    "client_max_body_size 60m;", "error_page 413 /413.html;", "proxy_set_header X-Forwarded-Proto $scheme;",
    "proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;",
])  # fmt: skip
def test_the_configuration_keeps_what_the_rulings_ask(line):
    assert line in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
