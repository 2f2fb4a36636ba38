"""File names as people sent them, made harmless."""

import re
import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def safe_name(name: str) -> str:
    """The last part of a path without signs that file systems or headers mind; at most 120 characters."""
    bare = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.() -]", "_", bare).strip(". ")[-120:] or "berkas"


def new_code() -> str:
    """A new code of a document: twelve signs that are not mistaken for each other, nobody guesses it."""
    return "".join(secrets.choice(_ALPHABET) for _place in range(12))
