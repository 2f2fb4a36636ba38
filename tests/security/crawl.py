"""Walks the product as one person: every door of the doors table, then every link, a few of each kind."""

import re
from collections import Counter
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.doors.test_doors import address, rows

LINK = re.compile(r"(?:href|action|src)=\"(/[^\"#]*)")
OF_A_KIND = 2
SKIPPED = ("/static/", "/keluar/", "/accounts/logout")


def _text(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.cookies}\n{body.decode('utf-8', 'replace')}"


def _kind(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return "none"


def walk(client: Client, tokens: dict) -> Iterator[tuple[str, str]]:
    """Each address that was visited, with its headers, cookies and body as one text."""
    waiting = ["/", *(address(row, tokens) for row in rows() if row["method"] == "GET")]
    seen: set[str] = set()
    visits: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0).replace("&amp;", "&")
        kind = _kind(path) + path.split("/")[1][:2] * path.startswith(("/en/", "/jv/"))
        if path in seen or path.startswith(SKIPPED) or visits[kind] >= OF_A_KIND:
            continue
        seen.add(path)
        visits[kind] += 1
        text = _text(client.get(path))
        yield path, text
        waiting += LINK.findall(text)
