"""Every link between the documents leads somewhere."""

import re

import pytest

from tests.architecture.source import ROOT

LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"make run", "make test"} <= {line.split("  ")[0].strip() for line in text.splitlines()}
