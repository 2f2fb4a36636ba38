"""The Indonesian catalogues are complete: every source string has its translation, none is fuzzy."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import PACKAGE

CATALOGUES = sorted(PACKAGE.rglob("locale/id/LC_MESSAGES/django.po"))
IN_TEMPLATE = re.compile(r"{%\s*(?:translate|trans)\s+\"((?:[^\"\\]|\\.)+)\"")
IN_ARGUMENT = re.compile(r"(?<![\w.])_\(\"((?:[^\"\\]|\\.)+)\"\)")
IN_PYTHON = re.compile(r"(?<![\w.])(?:gettext|gettext_lazy|_)\(\s*\"((?:[^\"\\]|\\.)+)\"\s*\)")


def translated() -> set[str]:
    known = set()
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                known |= {message.id} if isinstance(message.id, str) else set(message.id)
    return known


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_catalogue_is_complete_and_sure(path):
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    strings = [message.string if isinstance(message.string, tuple) else (message.string,) for message in messages]
    empty = [message.id for message, words in zip(messages, strings, strict=True) if not all(words)]
    assert (empty, [message.id for message in messages if message.fuzzy]) == ([], [])


def test_every_source_string_is_in_a_catalogue():
    known = translated()
    wanted = {}
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]:
        if {"tests", "migrations"} & set(path.parts):
            continue
        patterns = (IN_TEMPLATE, IN_ARGUMENT) if path.suffix == ".html" else (IN_PYTHON,)
        source = path.read_text(encoding="utf-8")
        for text in [text for pattern in patterns for text in pattern.findall(source)]:
            # Django looks a template's per cent sign up doubled.
            message = text.replace("%", "%%") if path.suffix == ".html" else text
            wanted[message.replace('\\"', '"')] = path.relative_to(PACKAGE)
    assert {text: str(path) for text, path in wanted.items() if text not in known} == {}
