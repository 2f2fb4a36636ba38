"""Secrets kept in files outside the tree, mode 600."""

import os
import secrets
import time
from pathlib import Path


def kept_secret(path: Path, length: int = 64) -> str:
    """The secret in the file, made on first use (URL-safe text of about 4/3 `length` characters)."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        value = secrets.token_urlsafe(length)
        file.write(value)
    return value


def kept_days(path: Path) -> float:
    """How many days ago the file was made; it is made when it is missing."""
    kept_secret(path, 8)
    return (time.time() - path.stat().st_mtime) / 86_400
