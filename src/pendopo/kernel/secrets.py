"""Secrets kept in files outside the tree, mode 600."""

import os
import secrets
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
