"""Contrast, computed over the token file: text 4.5, large text and controls 3 (WCAG 2.2)."""

import re

import pytest

from conftest import ROOT

SOURCE = (ROOT / "assets/styles/_tokens.scss").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"^\$([a-z-]+): (#[0-9A-F]{6});", SOURCE, re.MULTILINE))
TAGS = re.findall(r"^  ([a-z]+): \((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", SOURCE, re.MULTILINE)
SERIES = re.findall(r"#[0-9A-F]{6}", re.search(r"^\$series: (.*);", SOURCE, re.MULTILINE).group(1))  # type: ignore[union-attr]
WHITE = "#FFFFFF"


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["ink", "muted", "wedel", "visited", "bata", "hijau", "amber", "sogan", "daun"])
@pytest.mark.parametrize("ground", [WHITE, TOKENS["gading"]])
def test_text_can_be_read_on_white_and_ivory(name, ground):
    assert contrast(TOKENS[name], ground) >= 4.5


@pytest.mark.parametrize("name", ["sogan", "sogan-dark", "daun", "daun-dark", "wedel", "bata"])
def test_white_can_be_read_on_filled_grounds(name):
    assert contrast(WHITE, TOKENS[name]) >= 4.5


@pytest.mark.parametrize(("name", "ground", "text"), TAGS)
def test_tags_can_be_read(name, ground, text):
    assert contrast(text, ground) >= 8


def test_all_six_tags_are_there():
    assert {name for name, _ground, _text in TAGS} == {"info", "wait", "done", "late", "closed", "coordination"}


def test_focus_is_seen():
    assert contrast(TOKENS["ink"], TOKENS["kunyit"]) >= 11
    assert contrast(TOKENS["muted"], WHITE) >= 3


@pytest.mark.parametrize("colour", SERIES)
def test_series_stand_out_and_carry_white_words(colour):
    assert contrast(colour, WHITE) >= 5


def test_library_and_tokens_agree():
    named = dict(re.findall(r"([a-z-]+): (#[0-9A-Fa-f]{6})", SOURCE.split("$govuk-functional-colours")[1]))
    pairs = [("brand", "sogan"), ("text", "ink"), ("focus", "kunyit"), ("error", "bata"), ("link", "wedel")]
    assert [named[library] for library, _token in pairs] == [TOKENS[token] for _library, token in pairs]
