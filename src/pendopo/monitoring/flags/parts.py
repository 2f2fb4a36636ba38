"""Putting SELECTs together from named parts."""


def filled(sql: str, **parts: str) -> str:
    """The text with every `<NAME>` replaced by the part of that name: all of them are texts of this package."""
    for name, part in parts.items():
        sql = sql.replace(f"<{name}>", part)
    return sql
