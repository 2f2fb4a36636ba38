"""Where the database is: the server of PENDOPO_DATABASE_URL, or the embedded one below the data folder.

The embedded server listens on a Unix socket only; its folder has a short hashed name, since a socket's path may have
at most about 107 bytes, and mode 0700.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

OWNER, APP = "owner", "app"
DATABASE = "pendopo"


def data_directory(var: Path) -> Path:
    """The embedded server's data directory below the data folder `var`."""
    return var / "postgres"


def socket_folder(data: Path) -> Path:
    """The folder of the embedded server's socket: below XDG_RUNTIME_DIR, or below the temporary directory."""
    name = "pendopo-" + hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(runtime) if runtime and os.access(runtime, os.W_OK) else Path(tempfile.gettempdir())
    return base / name


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("PENDOPO_DATABASE_URL must begin with postgresql://")
    return {
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def database_settings(environ: Mapping[str, str], var: Path) -> dict[str, Any]:
    """Django's DATABASES entry. PENDOPO_DB_ROLE chooses `owner` (migrations) or `app` (default; web and worker).

    PENDOPO_DB_NAME names another database of the same server (a restore checks its draft so).
    """
    common = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    url = environ.get("PENDOPO_DATABASE_URL")
    if url:
        given = common | _from_url(url)
        return given | {"NAME": environ.get("PENDOPO_DB_NAME") or given["NAME"]}
    role = environ.get("PENDOPO_DB_ROLE", APP)
    name = environ.get("PENDOPO_DB_NAME") or DATABASE
    return common | {"NAME": name, "USER": role, "HOST": str(socket_folder(data_directory(var)))}
