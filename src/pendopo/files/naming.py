"""File names as people sent them, made harmless."""

import re


def safe_name(name: str) -> str:
    """The last part of a path without signs that file systems or headers mind; at most 120 characters."""
    bare = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.() -]", "_", bare).strip(". ")[-120:] or "berkas"
