"""Addresses of pages in storeys above, as plain strings: a lower package links upward without importing."""


def trace_url(kind: str, key: object) -> str:
    """The page of the rupiah trace for a `kind` (line, package, contract, asset) and its id."""
    return f"/jejak/{kind}/{key}/"
